package org.lowtide.memory.benchmarks;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.lowtide.memory.FrameMemory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads and writes in a memory that is large enough already. Every access is checked all the same. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AccessBenchmark {

  private static final int ACCESSES = 1 << 15;
  private static final int WORD = 32;
  private static final int COPIED = 1024;

  /** Which memory; see {@link Subject}. */
  @Param({"ARENA", "PLAIN"})
  public String subject;

  /** How large it is: a power of 2. */
  @Param({"4096", "1048576"})
  public int bytes;

  private final byte[] word = new byte[WORD];
  private final int[] sequential = new int[ACCESSES];
  private final int[] random = new int[ACCESSES];
  private FrameMemory memory;

  /** Opens the one memory of this JVM and draws the offsets, the same for all. */
  @Setup
  public void open() {
    Random seeded = new Random(1);
    int words = bytes / WORD;
    Arrays.setAll(sequential, i -> i % words * WORD);
    Arrays.setAll(random, i -> seeded.nextInt(words) * WORD);
    seeded.nextBytes(word);
    memory = Subject.valueOf(subject).open();
    memory.ensureCapacity(bytes);
  }

  /** Gives it back. */
  @TearDown
  public void close() {
    memory.close();
  }

  /** Writes words one after another. */
  @Benchmark
  @OperationsPerInvocation(ACCESSES)
  public void storeSequential() {
    store(sequential);
  }

  /** Writes words anywhere. */
  @Benchmark
  @OperationsPerInvocation(ACCESSES)
  public void storeRandom() {
    store(random);
  }

  /** Reads words one after another. */
  @Benchmark
  @OperationsPerInvocation(ACCESSES)
  public int loadSequential() {
    return load(sequential);
  }

  /** Reads words anywhere. */
  @Benchmark
  @OperationsPerInvocation(ACCESSES)
  public int loadRandom() {
    return load(random);
  }

  /** Writes single bytes anywhere. */
  @Benchmark
  @OperationsPerInvocation(ACCESSES)
  public void storeByte() {
    FrameMemory written = memory;
    for (int offset : random) {
      written.setByte(offset, (byte) offset);
    }
  }

  /** Copies 1 KiB from the lower half to the upper. */
  @Benchmark
  public void copy() {
    memory.copy(bytes / 2, 0, COPIED);
  }

  private void store(int[] offsets) {
    FrameMemory written = memory;
    byte[] value = word;
    for (int offset : offsets) {
      written.setWord(offset, value);
    }
  }

  /** Every word counts, or they need not be read. */
  private int load(int[] offsets) {
    FrameMemory read = memory;
    byte[] into = word;
    int sum = 0;
    for (int offset : offsets) {
      read.getWord(offset, into);
      sum += into[WORD - 1];
    }
    return sum;
  }
}
