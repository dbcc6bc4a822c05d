package org.lowtide.leak.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lowtide.leak.TrackingLevel;

/**
 * Gives each test an allocator and fails the test that leaves a block of it live.
 *
 * <p>A test, {@code @BeforeEach} or {@code @AfterEach} method takes the allocator as a parameter of type {@link
 * org.lowtide.alloc.Allocator} or {@link org.lowtide.leak.TrackingAllocator}, or an arena that the test has to close as
 * one of type {@link java.lang.foreign.Arena}: the same one for all parameters of one invocation, a fresh one for the
 * next. It is checked after all {@code @AfterEach} methods. In {@code @BeforeAll} and {@code @AfterAll} it is the one of
 * the class, checked after all {@code @AfterAll} methods. In a constructor it is that of the test; that of the class where
 * one instance serves all tests.
 *
 * <p>On a method it takes the place of the one on its class; on a class, of those on enclosing classes and superclasses.
 * Attributes are not merged. A value that is not allowed fails each test it is about, with one line that names the
 * place, the value and the rule. See {@link LeakCheckExtension} for what exactly is checked.
 */
@Documented
@ExtendWith(LeakCheckExtension.class)
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface LeakCheck {

  /**
   * What is remembered of each block.
   *
   * @return one level; or none, then it is that of the configuration parameter or system property {@value
   *     TrackingLevel#PROPERTY}, and where that is not set, {@link TrackingLevel#SITES}; {@link TrackingLevel#COUNT}
   *     where {@link #repeatable()}
   */
  TrackingLevel[] level() default {};

  /**
   * Whether blocks lie off the heap.
   *
   * @return true for {@link org.lowtide.alloc.NativeAllocator}, false for {@link org.lowtide.alloc.HeapAllocator}
   */
  boolean nativeMemory() default false;

  /**
   * The most bytes that a test may have live; beyond it an allocation fails.
   *
   * @return bytes, at least 0; by default there is no limit
   */
  long limitBytes() default Long.MAX_VALUE;

  /**
   * Whether blocks are guarded by a {@link org.lowtide.leak.GuardingAllocator}, with redzones, poison and a quarantine.
   * A write outside a block or after its close fails the test.
   *
   * @return the budget of the quarantine in bytes, at least 0; by default 0, and no guards
   */
  long quarantineBytes() default 0;

  /**
   * Whether the test does the same each time it runs. Then it is only counted; and run once more, from its constructor on
   * and with stacks at exactly the allocations that leaked, where it leaks.
   *
   * @return true for two passes; see {@link LeakCheckExtension} for their limits
   */
  boolean repeatable() default false;
}
