package org.lowtide.leak.jqwik;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.CannotResolveParameterException;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.ParameterResolutionContext;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.ResolveParameterHook;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;
import org.lowtide.leak.LeakError;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.leak.TrackingLevel;
import org.lowtide.leak.TwoPass;
import org.lowtide.leak.internal.LeakScope;
import org.lowtide.leak.internal.OneLine;
import org.lowtide.leak.internal.ScopeSettings;

/**
 * The jqwik hook behind {@link LeakCheckTries}: one {@link TrackingAllocator} for each try, checked after its
 * {@code @AfterTry} methods.
 *
 * <p>A try that leaves a block live is falsified with a {@link LeakError}, one that an assumption discards too. A try that
 * failed by itself keeps its failure, and the leak is added to it as suppressed. After the report, leaked blocks are
 * closed.
 *
 * <p>A try is only counted. One that leaks is run a second time at once, with the same sample, {@code @BeforeTry} and
 * {@code @AfterTry}, and with stacks at exactly the allocations that leaked. So a property must not change its sample, nor
 * count its own calls; where the second run leaves other blocks live, the report says so and has no places.
 *
 * <p>Thread rule: as jqwik's, one try at a time; the try may use other threads.
 */
@SuppressWarnings("exports") // a module that takes no jqwik could not be compiled if it were required transitively
public final class LeakCheckHook implements AroundTryHook, ResolveParameterHook {

  /** Outside of {@code @BeforeTry} and {@code @AfterTry}, which have -10. */
  private static final int PROXIMITY = -100;

  /** Made by jqwik. */
  public LeakCheckHook() {}

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public int aroundTryProximity() {
    return PROXIMITY;
  }

  /**
   * {@inheritDoc}
   *
   * @throws CannotResolveParameterException from the supplier, where there is no try
   */
  @Override
  public Optional<ParameterSupplier> resolve(ParameterResolutionContext parameter, LifecycleContext context) {
    Class<?> type = parameter.parameter().getType();
    return LeakScope.supports(type)
        ? Optional.of(currentTry -> scope(currentTry, parameter).get().parameter(type))
        : Optional.empty();
  }

  private static Store<LeakScope> scope(Optional<TryLifecycleContext> currentTry,
      ParameterResolutionContext parameter) {
    return scope(currentTry.orElseThrow(() -> new CannotResolveParameterException(parameter,
        "an allocator lives for one try: take it in the property, @BeforeTry or @AfterTry")));
  }

  private static Store<LeakScope> scope(TryLifecycleContext context) {
    return Store.getOrCreate(LeakCheckHook.class, Lifespan.TRY, () -> open(context));
  }

  @Override
  public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor aTry, List<Object> parameters) {
    Store<LeakScope> store = scope(context);
    LeakScope scope = store.get();
    TryExecutionResult result;
    try {
      result = aTry.execute(parameters);
    } catch (RuntimeException | Error e) { // of an @AfterTry method, say
      failure(scope, report -> report).ifPresent(e::addSuppressed);
      throw e;
    }
    return failure(scope, report -> explain(report, scope, context, aTry, parameters))
        .map(leak -> falsified(result, leak)).orElse(result);
  }

  private static TryExecutionResult falsified(TryExecutionResult result, Throwable leak) {
    if (!result.isFalsified() || result.throwable().isEmpty()) {
      return TryExecutionResult.falsified(leak);
    }
    result.throwable().get().addSuppressed(leak);
    return result;
  }

  private static Optional<Throwable> failure(LeakScope scope, UnaryOperator<LeakReport> explain) {
    try {
      scope.finish(report -> {
        if (!report.isEmpty()) {
          throw new LeakError(explain.apply(report));
        }
      });
      return Optional.empty();
    } catch (RuntimeException | AssertionError e) {
      return Optional.of(e);
    }
  }

  private static LeakReport explain(LeakReport counted, LeakScope scope, TryLifecycleContext context, TryExecutor aTry,
      List<Object> parameters) {
    if (counted.blocksWithoutSite() == 0) {
      return counted;
    }
    LeakScope again = open(context, scope.tracker().liveOrdinals());
    scope(context).update(_ -> again);
    try {
      aTry.execute(scope.replaced(parameters, again));
    } catch (RuntimeException | Error e) {
      // What the first run threw is reported; the second only has to leave the same blocks live.
    }
    LeakReport placed = again.tracker().report();
    failure(again, report -> report);
    return TwoPass.combine(counted, placed);
  }

  private static LeakScope open(TryLifecycleContext context, long... sitesAt) {
    String name = OneLine.of(context.containerClass().getSimpleName() + "." + context.label());
    return new LeakScope(settings(context, name), name, sitesAt);
  }

  private static ScopeSettings settings(TryLifecycleContext context, String name) {
    Optional<LeakCheckTries> check = Stream.concat(context.findAnnotation(LeakCheckTries.class).stream(),
        context.findAnnotationsInContainer(LeakCheckTries.class).stream()).findFirst();
    return check.map(each -> settings(each, name)).orElseGet(() -> ScopeSettings.of(configuredLevel()));
  }

  private static ScopeSettings settings(LeakCheckTries check, String name) {
    TrackingLevel[] said = check.level();
    ScopeSettings.check("@LeakCheckTries on " + name, said, check.limitBytes(), check.quarantineBytes());
    return new ScopeSettings(said.length == 1 ? said[0] : configuredLevel(), check.nativeMemory(), check.limitBytes(),
        check.quarantineBytes());
  }

  private static TrackingLevel configuredLevel() {
    TrackingLevel configured = TrackingLevel.configured("");
    return configured == null ? TrackingLevel.COUNT : configured;
  }
}
