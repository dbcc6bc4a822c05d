package org.lowtide.leak;

import java.util.List;
import java.util.OptionalLong;

/**
 * A comparison of what trackers count off the heap with what the JVM counts itself, from one moment to another: how much
 * native memory grew that no tracker explains.
 *
 * <p>The JVM has two counters. Native memory tracking, in its category {@code Other}, counts all that Java code takes:
 * arenas, direct buffers, {@code Unsafe}; it has to be on from the start, by {@code -XX:NativeMemoryTracking=summary}. The
 * buffer pool {@code direct} is always there, but on JDK 25 counts only {@code ByteBuffer.allocateDirect} and automatic
 * arenas, none of which a tracker counts as live. So where native memory tracking is off, memory of confined and shared
 * arenas that is not tracked stays unseen, and the text says so.
 *
 * <p>The counters are those of the whole JVM. What other code takes or gives back in between, the JDK's own among it, and
 * what the garbage collector frees, is in the difference. The JDK rounds sizes up to 8 bytes, and adds the alignment where
 * it is above 16: so some bytes a block are unexplained at every time. Take a large difference, or one that grows with the
 * work, for a hint; not a small one for a leak.
 *
 * <p>Immutable and thread-safe. Cost: some milliseconds at each end where native memory tracking is on.
 */
public final class Reconciliation {

  private final List<TrackingAllocator> trackers;
  private final long ours;
  private final NativeCounters counters;

  private Reconciliation(List<TrackingAllocator> trackers) {
    this.trackers = trackers;
    NativeCounters.now(); // the first look takes some memory itself: the second is the one that counts
    this.ours = sum(trackers);
    this.counters = NativeCounters.now();
  }

  /**
   * Takes the baseline.
   *
   * @param trackers those whose blocks lie off the heap: blocks of a heap allocator would be missing from the JVM's
   *     counters; none compares with nothing
   * @return what the figures are now
   */
  public static Reconciliation begin(TrackingAllocator... trackers) {
    return new Reconciliation(List.of(trackers));
  }

  /**
   * Compares the figures now with the baseline.
   *
   * @return the differences, which no longer change
   */
  public Difference difference() {
    NativeCounters now = NativeCounters.now();
    OptionalLong tracked =
        now.trackedBytes().isPresent() && counters.trackedBytes().isPresent()
            ? OptionalLong.of(now.trackedBytes().getAsLong() - counters.trackedBytes().getAsLong())
            : OptionalLong.empty();
    return new Difference(sum(trackers) - ours, now.directPoolBytes() - counters.directPoolBytes(), tracked);
  }

  private static long sum(List<TrackingAllocator> trackers) {
    return trackers.stream().mapToLong(TrackingAllocator::liveBytes).sum();
  }

  /**
   * How much each figure grew since the baseline; negative where it shrank.
   *
   * @param ours bytes that the trackers count as live
   * @param directPool bytes of the JVM's buffer pool {@code direct}
   * @param nativeMemoryTracking bytes of the category {@code Other} of native memory tracking; empty where it is off
   */
  public record Difference(long ours, long directPool, OptionalLong nativeMemoryTracking) {

    /**
     * What grew and no tracker explains: by native memory tracking where it is on, else by the buffer pool, which has no
     * tracked byte.
     *
     * @return bytes; negative where the trackers count more than the JVM does, blocks on the heap for one
     */
    public long unexplained() {
      return nativeMemoryTracking.isPresent() ? nativeMemoryTracking.getAsLong() - ours : directPool;
    }

    /**
     * The figures for people, one a line, and what they cannot tell.
     *
     * @return lines separated by {@code \n}, the last one without
     */
    public String text() {
      return ReconciliationText.of(this);
    }

    @Override
    public String toString() {
      return text();
    }
  }
}
