package org.lowtide.leak.jqwik;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;
import org.lowtide.leak.TrackingLevel;

/**
 * Gives each try of a property an allocator and falsifies the try that leaves a block of it live, so that a leak shrinks
 * to the smallest sample that leaks.
 *
 * <p>A property, {@code @BeforeTry} or {@code @AfterTry} method takes the allocator as a parameter of type {@link
 * org.lowtide.alloc.Allocator} or {@link org.lowtide.leak.TrackingAllocator}, or an arena that the try has to close as one
 * of type {@link java.lang.foreign.Arena}: the same one for all parameters of one try, a fresh one for the next.
 *
 * <p>On a method it takes the place of the one on its class; on a class, of those on classes around it. Attributes are not
 * merged. See {@link LeakCheckHook} for what exactly is checked.
 */
@AddLifecycleHook(value = LeakCheckHook.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface LeakCheckTries {

  /**
   * What is remembered of each block.
   *
   * @return one level; or none, then it is that of the system property {@value TrackingLevel#PROPERTY}, and where that is
   *     not set, {@link TrackingLevel#COUNT}: a try that leaks is run again with stacks at the allocations that leaked
   */
  TrackingLevel[] level() default {};

  /**
   * Whether blocks lie off the heap.
   *
   * @return true for {@link org.lowtide.alloc.NativeAllocator}, false for {@link org.lowtide.alloc.HeapAllocator}
   */
  boolean nativeMemory() default false;

  /**
   * The most bytes that a try may have live; beyond it an allocation fails.
   *
   * @return bytes, at least 0; by default there is no limit
   */
  long limitBytes() default Long.MAX_VALUE;

  /**
   * Whether blocks are guarded by a {@link org.lowtide.leak.GuardingAllocator}, with redzones, poison and a quarantine.
   * A write outside a block or after its close falsifies the try.
   *
   * @return the budget of the quarantine in bytes, at least 0; by default 0, and no guards
   */
  long quarantineBytes() default 0;
}
