package org.lowtide.leak;

import java.util.Objects;
import java.util.function.LongFunction;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/**
 * Does to the blocks of any source what a decorator does to those of its delegate. So memory which only the JDK can give,
 * that of an arena, is counted and failed as if it had been allocated here. Package-private methods of the decorators,
 * since an interface would make them everyone's.
 */
final class Admission {

  private Admission() {}

  /** Refuses what does not track, since it would count nothing and say nothing. */
  static Allocator tracker(Allocator tracker) {
    Objects.requireNonNull(tracker, "tracker");
    if (tracker instanceof TrackingAllocator || tracker instanceof TrackingScope) {
      return tracker;
    }
    throw new IllegalArgumentException(
        "tracker must be a TrackingAllocator or a scope of one, was a " + tracker.getClass().getName());
  }

  /**
   * Allocates through a delegate, but from a source in place of the innermost one. A delegate that cannot admit, and all
   * that it stands on, has no part in it.
   *
   * @param byteSize the size, at least 1
   * @param source gives a block of that size, or throws and then has allocated nothing
   */
  static Block admit(Allocator delegate, long byteSize, LongFunction<? extends Block> source) {
    return switch (delegate) {
      case TrackingAllocator tracking -> tracking.admit(byteSize, source);
      case TrackingScope scope -> scope.admit(byteSize, source);
      case FailingAllocator failing -> failing.admit(byteSize, source);
      case AllocationLog log -> log.admit(byteSize, source);
      default -> source.apply(byteSize);
    };
  }
}
