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
 * org.lowtide.alloc.Allocator} or {@link org.lowtide.leak.TrackingAllocator}: the same one for all parameters of one
 * invocation, a fresh one for the next. It is checked after all {@code @AfterEach} methods.
 *
 * <p>On a method it takes the place of the one on its class; on a class, of those on enclosing classes and superclasses.
 * Attributes are not merged. See {@link LeakCheckExtension} for what exactly is checked.
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
   * @return the level; by default the report names the places that allocated
   */
  TrackingLevel level() default TrackingLevel.SITES;

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
}
