package org.lowtide.leak.junit;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.lowtide.leak.LeakError;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.leak.internal.LeakScope;
import org.lowtide.leak.internal.OneLine;

/**
 * The JUnit 5 extension behind {@link LeakCheck}: one {@link TrackingAllocator} for each test invocation that asks for
 * one, checked after it; and one for each class, checked after its last test.
 *
 * <p>A test that leaves a block live fails with a {@link LeakError}, however many leaks there are. A test that failed by
 * itself keeps its failure, and the leak is added to it as suppressed. After the report, leaked blocks are closed. Each
 * repetition, each set of arguments and each test of a nested class is an invocation of its own; a test factory is one
 * together with its dynamic tests. What {@code @BeforeAll} allocates, and a constructor where one instance serves all
 * tests, belongs to the class, in whatever field it is kept: a leak of it fails the class.
 *
 * <p>Where there is no annotation, its defaults apply: registered by {@code @ExtendWith}, or for all tests at once by
 * JUnit's autodetection ({@code junit.jupiter.extensions.autodetection.enabled=true}). Being registered twice does no
 * harm. A parameter that another extension says it resolves is left to that one.
 *
 * <p>A {@linkplain LeakCheck#repeatable() repeatable} test that leaks is run a second time, alone, by a launcher of its
 * own within the JVM, before its failure is reported. That run begins with a fresh instance and runs {@code @BeforeAll}
 * and {@code @AfterAll} again while what the first {@code @BeforeAll} opened is still open; other tests, listeners and
 * reports see nothing of it. It needs {@code junit-platform-launcher}, which every runner brings along. Of configuration
 * parameters that are set neither as system property nor in a file it knows JUnit's own. Not for what is random, for
 * what a class allocates, or for tests that other tests have to precede.
 *
 * <p>Thread-safe, and safe under parallel execution: all state belongs to the invocation.
 */
public final class LeakCheckExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {

  static final Namespace NAMESPACE = Namespace.create(LeakCheckExtension.class);

  private static final long[] NO_ORDINALS = {};

  /** Made by JUnit. */
  public LeakCheckExtension() {}

  /** {@inheritDoc} With it, what a constructor allocates belongs to its test. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return LeakScope.supports(parameter.getParameter().getType()) && !OtherResolvers.resolve(parameter, context);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return store(context).getOrComputeIfAbsent(key(context), _ -> open(context), LeakScope.class)
        .parameter(parameter.getParameter().getType());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    finish(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    finish(context);
  }

  private static void finish(ExtensionContext context) {
    LeakScope scope = store(context).get(key(context), LeakScope.class);
    if (SecondPass.isOne(context)) {
      finish(scope, LeakCheckExtension::failIfLive);
      return;
    }
    LeakRun run = LeakRun.of(context); // also where nothing was allocated, so that its settings are looked at
    finish(scope, report -> run.check(context, explain(report, scope, context)));
  }

  private static void finish(@Nullable LeakScope scope, Consumer<LeakReport> check) {
    if (scope != null) {
      scope.finish(check);
    }
  }

  private static void failIfLive(LeakReport report) {
    if (!report.isEmpty()) {
      throw new LeakError(report);
    }
  }

  private static LeakReport explain(LeakReport report, @Nullable LeakScope scope, ExtensionContext context) {
    return scope != null && isTest(context) && report.blocksWithoutSite() > 0 && LeakSettings.of(context).repeatable()
        ? SecondPass.explain(context, report, scope.tracker().liveOrdinals())
        : report;
  }

  private static boolean isTest(ExtensionContext context) {
    return context.getTestMethod().isPresent();
  }

  private static LeakScope open(ExtensionContext context) {
    long[] sitesAt = isTest(context) ? SecondPass.sitesAt(context) : NO_ORDINALS;
    return new LeakScope(LeakSettings.of(context).scope(), name(context), sitesAt);
  }

  /** The test or class as reports name it; display names may hold anything, arguments with line breaks for one. */
  private static String name(ExtensionContext context) {
    String name = context.getRequiredTestClass().getSimpleName();
    return OneLine.of(isTest(context) ? name + "." + context.getDisplayName() : name);
  }

  /** A store also answers for those above it, so the scope of a class must not have the key of its tests'. */
  private static String key(ExtensionContext context) {
    return context.getUniqueId();
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }
}
