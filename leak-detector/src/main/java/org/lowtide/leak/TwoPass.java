package org.lowtide.leak;

import java.util.Objects;
import java.util.function.Supplier;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;

/**
 * Looks for leaks in work that does the same each time it runs, in two passes: the first only counts; where it leaves
 * blocks live, the second records the stacks of exactly those allocations. So a report has the places at the price of
 * counting.
 *
 * <p>Work that left other allocations live the second time is not deterministic: then the report is that of the first
 * pass, without places, and says so.
 *
 * <p>Immutable and thread-safe. Each pass has a tracker and a memory of its own; blocks that it left live are closed
 * after the report.
 */
public final class TwoPass {

  private final Supplier<? extends Allocator> memory;

  private TwoPass(Supplier<? extends Allocator> memory) {
    this.memory = Objects.requireNonNull(memory, "memory");
  }

  /**
   * Checks over blocks on the heap.
   *
   * @return a check over {@link HeapAllocator}
   */
  public static TwoPass onHeap() {
    return over(HeapAllocator::new);
  }

  /**
   * Checks over blocks of one's own choice.
   *
   * @param memory makes an allocator, a fresh one for each pass
   * @return a check over what it makes
   */
  public static TwoPass over(Supplier<? extends Allocator> memory) {
    return new TwoPass(memory);
  }

  /**
   * Runs work, twice where it leaks.
   *
   * @param <X> what the work may throw
   * @param work the work
   * @return what it left live; empty where all was closed, and the work ran once
   * @throws X where the work fails in the first pass; blocks that it left live are then the {@link LeakError} suppressed
   *     in it
   */
  public <X extends Exception> LeakReport report(AllocatorWork<X> work) throws X {
    TrackingAllocator counted = TrackingAllocator.counting(memory.get());
    try {
      work.run(counted);
    } catch (Throwable e) {
      LeakReport left = explain(counted, work);
      if (!left.isEmpty()) {
        e.addSuppressed(new LeakError(left));
      }
      throw e;
    }
    return explain(counted, work);
  }

  /**
   * Checks that work leaves nothing live.
   *
   * @param <X> what the work may throw
   * @param work the work
   * @throws X as {@link #report}
   * @throws LeakError where it leaves a block live
   */
  public <X extends Exception> void assertNoLeaks(AllocatorWork<X> work) throws X {
    LeakReport report = report(work);
    if (!report.isEmpty()) {
      throw new LeakError(report);
    }
  }

  private LeakReport explain(TrackingAllocator counted, AllocatorWork<?> work) {
    long[] leaked = counted.liveOrdinals();
    if (leaked.length == 0) {
      return counted.report();
    }
    TrackingAllocator placed =
        TrackingAllocator.builder(memory.get()).level(TrackingLevel.COUNT).sitesAt(leaked).build();
    try {
      work.run(placed);
    } catch (Throwable e) {
      // What the first pass threw is thrown; the second only has to leave the same blocks live.
    }
    LeakReport report = combine(counted.report(), placed.report());
    closeLive(counted);
    closeLive(placed);
    return report;
  }

  private static void closeLive(TrackingAllocator tracker) {
    try {
      tracker.closeLive();
    } catch (RuntimeException e) {
      // The memory refuses to take a block back; that it is live is in the report.
    }
  }

  /**
   * The one report of two passes over the same work, for those who run the passes themselves.
   *
   * @param counted what the first pass left live
   * @param placed what the second left live, whose tracker recorded the places of exactly those allocations ({@link
   *     TrackingAllocator.Builder#sitesAt})
   * @return {@code placed}, where the same allocations are live in both; else {@code counted}, with a note that says so
   */
  public static LeakReport combine(LeakReport counted, LeakReport placed) {
    // With all places known, each live block of the second pass is one of the first's.
    boolean same = placed.blocksWithoutSite() == 0 && placed.liveBlocks() == counted.liveBlocks()
        && placed.liveBytes() == counted.liveBytes();
    return same
        ? placed
        : counted.withNote("The second pass left " + Text.bytes(placed.liveBytes()) + " in "
            + Text.blocks(placed.liveBlocks()) + " live, " + placed.blocksWithoutSite()
            + " of other allocations: the work does not do the same each time, so the places are not known.");
  }
}
