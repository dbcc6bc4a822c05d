package org.lowtide.leak.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The same work for every mode, at a fixed depth of the stack. One operation is a block's whole life: allocated and freed.
 * No byte of a block is read or written, since detectors that record accesses would pay for those as well.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WorkloadBenchmark {

  /** The operations of one call, which share the way down to the depth. */
  static final int BLOCKS = 1024;

  private static final int BATCH_BYTES = 1024;

  /** Which allocator, and how much of it is tracked; see {@link Detector}. */
  @Param({"native:COUNT", "native:SITES"})
  public String mode;

  /** How many frames lie below the work, besides those of the harness. */
  @Param("100")
  public int depth;

  private final Object[] batch = new Object[BLOCKS];
  private Subject subject;
  private MixedLifetimes mixed;

  /** Makes the one subject of this JVM. */
  @Setup
  public void open() {
    subject = Detector.named(mode).open();
    mixed = new MixedLifetimes(subject);
  }

  /** Frees what is left. */
  @TearDown
  public void close() {
    mixed.close();
  }

  /** Workload (a), smallest blocks: allocate and free, one block at a time. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public long pairs0064() {
    return pairs(64);
  }

  /** Workload (a), blocks of 512 bytes. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public long pairs0512() {
    return pairs(512);
  }

  /** Workload (a), blocks of 8 KiB. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public long pairs8192() {
    return pairs(8192);
  }

  /** Workload (b): 1024 blocks of 1 KiB, all live at once, then freed in the order of allocation. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public long batch() {
    return Depth.below(
        depth,
        () -> {
          for (int i = 0; i < BLOCKS; i++) {
            batch[i] = subject.allocate(BATCH_BYTES);
          }
          for (int i = 0; i < BLOCKS; i++) {
            subject.free(batch[i]);
          }
          return BLOCKS;
        });
  }

  /** Workload (c): mixed sizes and lifetimes, every block freed by another thread. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public long mixed() {
    return Depth.below(depth, () -> mixed.run(BLOCKS));
  }

  /** Workload (d): 1024 nested calls, each with a block of 1 KiB that it frees when it returns. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public long nested() {
    return Depth.below(depth, () -> frame(BLOCKS));
  }

  private long pairs(int byteSize) {
    return Depth.below(
        depth,
        () -> {
          for (int i = 0; i < BLOCKS; i++) {
            subject.free(subject.allocate(byteSize));
          }
          return BLOCKS;
        });
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private long frame(int left) {
    if (left == 0) {
      return 0;
    }
    Object block = subject.allocate(BATCH_BYTES);
    try {
      return frame(left - 1) + 1;
    } finally {
      subject.free(block);
    }
  }
}
