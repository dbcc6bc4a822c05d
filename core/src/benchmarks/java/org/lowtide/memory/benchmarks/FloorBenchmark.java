package org.lowtide.memory.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the arrays alone cost that a memory on the heap needs as it grows from nothing to 1 MiB: nothing is below it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FloorBenchmark {

  private static final int FIRST = 1024;
  private static final int GROWN = 1 << 20;

  /** One array of 1 MiB, for who knows beforehand how much it will be. */
  @Benchmark
  public byte[] onceZeroed() {
    return new byte[GROWN];
  }

  /** An array of 1 KiB that is copied to one of twice its size until it has 1 MiB. */
  @Benchmark
  public byte[] doubledByCopying() {
    byte[] bytes = new byte[FIRST];
    while (bytes.length < GROWN) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    return bytes;
  }
}
