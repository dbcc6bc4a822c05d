package org.lowtide.leak.junit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;
import org.lowtide.leak.LeakError;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.leak.TrackingLevel;

/**
 * The JUnit 5 extension behind {@link LeakCheck}: one {@link TrackingAllocator} for each test invocation that asks for
 * one, checked after it.
 *
 * <p>A test that leaves a block live fails with a {@link LeakError}, however many leaks there are. A test that failed by
 * itself keeps its failure, and the leak is added to it as suppressed. After the report, leaked blocks are closed. Each
 * repetition, each set of arguments and each test of a nested class is an invocation of its own; a test factory is one
 * together with its dynamic tests.
 *
 * <p>Where there is no annotation (registered by {@code @ExtendWith}), its defaults apply.
 *
 * <p>Thread-safe, and safe under parallel execution: all state belongs to the invocation.
 */
public final class LeakCheckExtension implements ParameterResolver, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(LeakCheckExtension.class);

  /** Made by JUnit. */
  public LeakCheckExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Allocator.class || type == TrackingAllocator.class;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ParameterResolutionException where the parameter is one of a constructor, {@code @BeforeAll} or
   *     {@code @AfterAll}, since an allocator lives for one test
   */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "@LeakCheck gives an allocator for each test: take it in the test, @BeforeEach or @AfterEach, not in "
              + parameter.getDeclaringExecutable());
    }
    return store(context).getOrComputeIfAbsent(TrackingAllocator.class, _ -> open(context), TrackingAllocator.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    LeakRun run = LeakRun.of(context);
    TrackingAllocator tracker = store(context).get(TrackingAllocator.class, TrackingAllocator.class);
    if (tracker == null) {
      return;
    }
    try {
      run.check(context, tracker.report());
    } catch (LeakError leak) {
      closeLeaked(tracker, leak);
      throw leak;
    }
  }

  private static void closeLeaked(TrackingAllocator tracker, LeakError leak) {
    try {
      tracker.closeLive();
    } catch (RuntimeException e) {
      leak.addSuppressed(e);
    }
  }

  private static TrackingAllocator open(ExtensionContext context) {
    LeakCheck settings = settings(context);
    boolean nativeMemory = settings != null && settings.nativeMemory();
    return TrackingAllocator.builder(nativeMemory ? new NativeAllocator() : new HeapAllocator())
        .level(settings == null ? TrackingLevel.SITES : settings.level())
        .limitBytes(settings == null ? Long.MAX_VALUE : settings.limitBytes())
        .name(name(context))
        .build();
  }

  /** The nearest annotation: the contexts go from the test's method over its class to enclosing classes. */
  private static @Nullable LeakCheck settings(ExtensionContext context) {
    Optional<ExtensionContext> at = Optional.of(context);
    while (at.isPresent()) {
      Optional<LeakCheck> found = AnnotationSupport.findAnnotation(at.get().getElement(), LeakCheck.class);
      if (found.isPresent()) {
        return found.get();
      }
      at = at.get().getParent();
    }
    return null;
  }

  /** The test as reports name it; display names may hold anything, arguments with line breaks for one. */
  private static String name(ExtensionContext context) {
    String name = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
    return name.replaceAll("\\p{Cc}", " ");
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }
}
