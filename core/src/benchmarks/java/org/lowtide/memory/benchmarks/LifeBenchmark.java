package org.lowtide.memory.benchmarks;

import java.util.concurrent.TimeUnit;
import org.lowtide.memory.FrameMemory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Memories as they grow and nest. A machine opens one for each transaction: the first frame that needs so much makes it
 * grow (<i>fresh</i>), those after it find it grown (<i>open</i>).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LifeBenchmark {

  private static final int GROWN = 1 << 20;
  private static final int FRAMES = 1024;
  private static final int FRAME_BYTES = 1024;
  private static final int WORD = 32;

  /** Which memory; see {@link Subject}. */
  @Param({"ARENA", "PER_FRAME"})
  public String subject;

  private final byte[] word = new byte[WORD];
  private FrameMemory kept;

  /** Opens a memory that the rows of an open one share. */
  @Setup
  public void openKept() {
    kept = open();
  }

  /** Gives it back. */
  @TearDown
  public void closeKept() {
    kept.close();
  }

  /** Grows from nothing to 1 MiB, a word at a time, in a memory opened for it. */
  @Benchmark
  public void growthFresh() {
    try (FrameMemory memory = open()) {
      grow(memory);
    }
  }

  /** Grows a context from nothing to 1 MiB, a word at a time, and reverts it, in a memory that is open. */
  @Benchmark
  public void growthOpen() {
    kept.newChild();
    grow(kept);
    kept.revert();
  }

  /** Opens 1024 contexts of 1 KiB, each within the last, and reverts them all, in a memory opened for it. */
  @Benchmark
  public void nestedFresh() {
    try (FrameMemory memory = open()) {
      nest(memory);
    }
  }

  /** The same in a memory that is open. */
  @Benchmark
  public void nestedOpen() {
    nest(kept);
  }

  /** Opens and reverts a context of 1 KiB, 1024 times, in a memory opened for it. */
  @Benchmark
  public void flatFresh() {
    try (FrameMemory memory = open()) {
      call(memory);
    }
  }

  /** The same in a memory that is open. */
  @Benchmark
  public void flatOpen() {
    call(kept);
  }

  private void grow(FrameMemory memory) {
    for (int offset = 0; offset < GROWN; offset += WORD) {
      memory.setWord(offset, word);
    }
  }

  private void nest(FrameMemory memory) {
    for (int frame = 0; frame < FRAMES; frame++) {
      memory.newChild();
      memory.setWord(FRAME_BYTES - WORD, word);
    }
    for (int frame = 0; frame < FRAMES; frame++) {
      memory.revert();
    }
  }

  private void call(FrameMemory memory) {
    for (int frame = 0; frame < FRAMES; frame++) {
      memory.newChild();
      memory.setWord(FRAME_BYTES - WORD, word);
      memory.revert();
    }
  }

  private FrameMemory open() {
    return Subject.valueOf(subject).open();
  }
}
