package org.lowtide.leak.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.leak.TrackingAllocator;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The heap that a live block keeps reachable: what is in use after a full collection with all blocks live, less what was
 * in use before, shared among the blocks. One shot a JVM.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LiveHeapBenchmark {

  private static final int BLOCK_BYTES = 16;

  /** Which allocator of ours, and how much of it is tracked; see {@link Detector}. */
  @Param("heap:COUNT")
  public String mode;

  /** How many blocks live. */
  @Param("1000000")
  public int live;

  /** The figure, beside the time that the shot took. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Heap {

    /** Heap a live block, the array that holds the blocks not counted. */
    public double bytesPerBlock;
  }

  /** Allocates all blocks, measures, and checks that the sums are right. Blocks on the heap are closed as well. */
  @Benchmark
  public long allocateAll(Heap heap) {
    Detector which = Detector.named(mode);
    Allocator allocator = LowtideSubject.allocator(which.allocator(), which.level());
    allocator.allocate(BLOCK_BYTES).close();
    Block[] blocks = new Block[live];
    long before = usedAfterCollection();
    for (int i = 0; i < live; i++) {
      blocks[i] = allocator.allocate(BLOCK_BYTES);
    }
    heap.bytesPerBlock = (usedAfterCollection() - before) / (double) live;
    requireLive(allocator, which, live);
    if (which.allocator().equals("heap")) {
      for (Block block : blocks) {
        block.close();
      }
      requireLive(allocator, which, 0);
    }
    return blocks.length;
  }

  private static void requireLive(Allocator allocator, Detector mode, int blocks) {
    // At OFF nothing is counted, which is its point.
    if (allocator instanceof TrackingAllocator tracker && !mode.level().equals("OFF")
        && tracker.liveBlocks() != blocks) {
      throw new IllegalStateException("live blocks must be " + blocks + ", were " + tracker.liveBlocks());
    }
  }

  private static long usedAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
