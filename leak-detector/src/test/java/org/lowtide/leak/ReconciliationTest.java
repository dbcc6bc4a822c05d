package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.NativeAllocator;
import org.lowtide.leak.Reconciliation.Difference;

/** What the JVM's counters say beside ours, with native memory tracking on and off, in a JVM where nothing else works. */
final class ReconciliationTest {

  private static final int OURS = 8 << 20;
  private static final int DIRECT = 2 << 20;
  private static final int ARENA = 4 << 20;

  /** What the JVM may take meanwhile for itself: measured as none. */
  private static final long NOISE = 64 << 10;

  @Test
  void withNativeMemoryTrackingWhatIsNotTrackedIsUnexplained() throws Exception {
    long[] figures = figures("-XX:NativeMemoryTracking=summary");
    assertThat(figures[0]).as("ours").isEqualTo(OURS);
    assertThat(figures[1]).as("direct pool").isBetween((long) DIRECT, DIRECT + NOISE);
    assertThat(figures[2]).as("native memory tracking")
        .isBetween((long) OURS + DIRECT + ARENA, OURS + DIRECT + ARENA + NOISE);
    assertThat(figures[3]).as("unexplained").isEqualTo(figures[2] - figures[0]);
    assertThat(figures[4]).as("unexplained when all but ours is left out").isBetween(-NOISE, NOISE);
  }

  @Test
  void withoutItOnlyThePoolIsSeen() throws Exception {
    long[] figures = figures("-XX:NativeMemoryTracking=off");
    assertThat(figures[0]).as("ours").isEqualTo(OURS);
    assertThat(figures[1]).as("direct pool").isBetween((long) DIRECT, DIRECT + NOISE);
    assertThat(figures[2]).as("native memory tracking is off").isEqualTo(-1);
    assertThat(figures[3]).as("unexplained").isEqualTo(figures[1]);
    assertThat(figures[4]).as("unexplained when all but ours is left out").isBetween(-NOISE, NOISE);
  }

  @Test
  void theTextNamesEachFigure() {
    assertThat(new Difference(4096, 512, OptionalLong.of(5120)).text()).isEqualTo("""
        lowtide: native memory since the baseline, in bytes

                   4096  ours: live in the trackers
                    512  buffer pool direct: allocateDirect and automatic arenas, not ours
                   5120  native memory tracking, category Other: all of these
                   1024  unexplained, of it 512 in the pool

        The JVM's counters are those of all its code, and rounded up for each block.""");
  }

  @Test
  void theTextSaysWhatIsNotSeenAndHowToSeeIt() {
    Difference difference = new Difference(4096, 512, OptionalLong.empty());
    assertThat(difference.unexplained()).isEqualTo(512);
    assertThat(difference).hasToString("""
        lowtide: native memory since the baseline, in bytes

                   4096  ours: live in the trackers
                    512  buffer pool direct: allocateDirect and automatic arenas, not ours
                    off  native memory tracking; -XX:NativeMemoryTracking=summary also sees arenas that are not tracked
                    512  unexplained, as far as the pool tells

        The JVM's counters are those of all its code, and rounded up for each block.""");
  }

  @Test
  void theSummaryOfTheJvmIsRead() {
    String other = "Total: reserved=9, committed=9\n-                     Other (reserved=34816, committed=34810)\n";
    assertThat(NativeCounters.other(other)).hasValue(34810);
    assertThat(NativeCounters.other("Total: reserved=9, committed=9\n")).hasValue(0);
    assertThat(NativeCounters.other("Native memory tracking is not enabled")).isEmpty();
  }

  private static long[] figures(String flag) throws Exception {
    String printed = ChildJvm.run(Child.class, flag);
    return printed.strip().lines().mapToLong(Long::parseLong).toArray();
  }

  /** What the child runs: prints ours, the pool, native memory tracking, what is unexplained, and that again when tidy. */
  static final class Child {

    private Child() {}

    public static void main(String[] args) {
      TrackingAllocator tracker = TrackingAllocator.counting(new NativeAllocator());
      tracker.allocate(1000); // live before the baseline, and so no part of the difference
      Reconciliation reconciliation = Reconciliation.begin(tracker);
      Block block = tracker.allocate(OURS / 2);
      TrackedArena tracked = TrackedArena.ofShared(tracker);
      tracked.allocate(OURS / 2);
      ByteBuffer direct = ByteBuffer.allocateDirect(DIRECT);
      Difference difference;
      try (Arena untracked = Arena.ofConfined()) {
        untracked.allocate(ARENA);
        difference = reconciliation.difference();
      }
      print(difference.ours());
      print(difference.directPool());
      print(difference.nativeMemoryTracking().orElse(-1));
      print(difference.unexplained());
      long withDirect = reconciliation.difference().unexplained();
      print(withDirect - direct.capacity());
      tracked.close();
      block.close();
    }

    private static void print(long figure) {
      System.out.println(String.format(Locale.ROOT, "%d", figure));
    }
  }
}
