package org.lowtide.leak.benchmarks;

import java.util.function.LongSupplier;
import org.openjdk.jmh.annotations.CompilerControl;

/** Runs work at a fixed depth of the call stack, as it would be in a server or a test framework. */
final class Depth {

  private Depth() {}

  /**
   * Runs work below that many frames of this class. The harness adds some of its own.
   *
   * @param frames how many, at least 0
   * @param work what runs at the bottom
   * @return what the work returned
   */
  // Not inlined, so that the frames are there as they are in programs, where they belong to different methods.
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  static long below(int frames, LongSupplier work) {
    return frames == 0 ? work.getAsLong() : below(frames - 1, work) + 1;
  }
}
