package org.lowtide.leak.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Whether the price of an operation depends on how many blocks live. One operation frees one of them, at random, and
 * allocates another in its place. More blocks mean more cache misses for anyone: compare with the bare allocator.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LiveCountBenchmark {

  private static final int OPERATIONS = 1024;
  private static final int BLOCK_BYTES = 64;

  /** Which allocator, and how much of it is tracked; see {@link Detector}. */
  @Param("heap:COUNT")
  public String mode;

  /** How many blocks live. */
  @Param({"100", "10000", "1000000"})
  public int live;

  /** How many frames lie below the work, besides those of the harness. */
  @Param("100")
  public int depth;

  private final SplittableRandom random = new SplittableRandom(1);
  private Object[] blocks;
  private Subject subject;

  /** Allocates what lives. They are left to the end of this JVM: a million closes of native blocks take a minute. */
  @Setup
  public void open() {
    subject = Detector.named(mode).open();
    blocks = new Object[live];
    for (int i = 0; i < live; i++) {
      blocks[i] = subject.allocate(BLOCK_BYTES);
    }
  }

  /** Replaces blocks. */
  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public long replace() {
    return Depth.below(
        depth,
        () -> {
          for (int i = 0; i < OPERATIONS; i++) {
            int place = random.nextInt(live);
            subject.free(blocks[place]);
            blocks[place] = subject.allocate(BLOCK_BYTES);
          }
          return OPERATIONS;
        });
  }
}
