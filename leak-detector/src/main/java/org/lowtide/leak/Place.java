package org.lowtide.leak;

import java.io.Serial;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;

/**
 * A point of a program, recorded as the stack trace of a throwable that is never thrown, so that it can be the cause of
 * one that is. The stack is recorded at construction and turned into frames only when asked for.
 */
final class Place extends Throwable {

  @Serial
  private static final long serialVersionUID = 1L;

  /** Whose frames are cut from the top of a stack: they say how a block was tracked, not who asked for it. */
  private static final Set<String> TOOLKIT =
      Set.of(
          Admission.class.getName(),
          AllocationLog.class.getName(),
          Allocator.class.getName(),
          Arena.class.getName(),
          ArenaBlock.class.getName(),
          DirectBuffers.class.getName(),
          DirtyAllocator.class.getName(),
          FailingAllocator.class.getName(),
          GuardedBlock.class.getName(),
          GuardedBlocks.class.getName(),
          GuardSettings.class.getName(),
          GuardingAllocator.class.getName(),
          LiveBlocks.class.getName(),
          PoisonedBlock.class.getName(),
          PoisoningAllocator.class.getName(),
          SegmentAllocator.class.getName(),
          TrackedArena.class.getName(),
          Site.class.getName(),
          SiteTable.class.getName(),
          SlabGuard.class.getName(),
          SlabRegion.class.getName(),
          StackKey.class.getName(),
          TrackedBlock.class.getName(),
          TrackingAllocator.class.getName(),
          TrackingScope.class.getName());

  Place(String message) {
    super(message, null, false, true);
  }

  /** A place with a given stack, to be the cause of what is thrown; itself with a cause or none. */
  Place(String message, List<StackTraceElement> frames, @Nullable Place cause) {
    super(message, cause, false, true);
    setStackTrace(frames.toArray(StackTraceElement[]::new));
  }

  /** Whether the frames of a class say how a block was tracked, rather than who asked for it. */
  static boolean isToolkit(String className) {
    return TOOLKIT.contains(className);
  }

  /** The frames from the caller of the toolkit down; all frames where nothing else is on the stack. */
  List<StackTraceElement> frames() {
    StackTraceElement[] all = getStackTrace();
    int first = 0;
    while (first < all.length && isToolkit(all[first].getClassName())) {
      first++;
    }
    return List.of(first == all.length ? all : Arrays.copyOfRange(all, first, all.length));
  }

  /** The place as the cause of something thrown: the same message, and the frames cut as in {@link #frames()}. */
  Place asCause(@Nullable Place cause) {
    return new Place(String.valueOf(getMessage()), frames(), cause);
  }
}
