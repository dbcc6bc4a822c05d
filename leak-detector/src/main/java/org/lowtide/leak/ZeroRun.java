package org.lowtide.leak;

import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;

/**
 * One run of some work over dirty memory.
 *
 * @param outcome what it gave
 * @param blocks how many allocations it made
 * @param lastDirtyBytes the size of the last allocation that was dirty, or 0
 * @param lastDirtyPlace where that was made, or null
 */
record ZeroRun(Outcome outcome, long blocks, long lastDirtyBytes, @Nullable Place lastDirtyPlace) {

  /**
   * Runs the work once, and closes what it left open.
   *
   * @param errorsToo whether what says that the work is wrong is an outcome too, or is thrown on
   */
  static ZeroRun of(ZeroCheck.Work work, Allocator delegate, Dirt dirt, boolean errorsToo) {
    DirtyAllocator dirty = new DirtyAllocator(delegate, dirt);
    TrackingAllocator tracking = TrackingAllocator.counting(dirty);
    try {
      Outcome outcome = outcome(work, tracking, errorsToo);
      return new ZeroRun(outcome, dirty.blocks(), dirty.lastDirtyBytes(), dirty.lastDirtyPlace());
    } finally {
      tracking.closeLive();
    }
  }

  private static Outcome outcome(ZeroCheck.Work work, Allocator allocator, boolean errorsToo) {
    Object result;
    try {
      result = work.run(allocator);
    } catch (Error | BlockMisuseException e) {
      if (errorsToo) {
        return Outcome.thrown(e);
      }
      throw e; // the work failed, rather than came to a result
    } catch (Exception e) {
      return Outcome.thrown(e);
    }
    return Outcome.of(result);
  }
}
