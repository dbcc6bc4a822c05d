package org.lowtide.vm;

import org.apache.tuweni.units.bigints.UInt256;

/**
 * What growing a frame's memory costs: 3 for each word, and the square of the words divided by 512 (Yellow Paper,
 * appendix H.1). Memory grows in words of 32 bytes, and gas is charged before it grows.
 */
final class MemoryGas {

  /** No memory can be larger: at its 2^37 words the cost alone is above 2^63. */
  static final long MAX_END = 1L << 42;

  private static final long WORD = 3;
  private static final long QUADRATIC_DIVISOR = 512;

  /** From so many words on, the square does not fit a long; no limit of a memory allows as many. */
  private static final long MAX_WORDS = 1L << 31;

  private MemoryGas() {}

  /** Makes the memory include a range, and charges for it; an empty range is included wherever it is. */
  static void expand(Frame frame, UInt256 offset, UInt256 length) {
    if (length.isZero()) {
      return;
    }
    if (!length.fitsLong()) {
      throw new ExceptionalHalt(HaltReason.OUT_OF_GAS);
    }
    expand(frame, offset, length.toLong());
  }

  /** As {@link #expand(Frame, UInt256, UInt256)} for a length of at least 1. */
  static void expand(Frame frame, UInt256 offset, long length) {
    if (!offset.fitsLong() || offset.toLong() > MAX_END || length > MAX_END) {
      throw new ExceptionalHalt(HaltReason.OUT_OF_GAS);
    }
    long words = Words.count(offset.toLong() + length);
    long before = frame.memory().size() / Words.BYTES;
    if (words > before) {
      frame.charge(cost(words) - cost(before));
      frame.memory().ensureCapacity(words * Words.BYTES);
    }
  }

  /** The cost of a memory of so many words, from nothing. */
  static long cost(long words) {
    if (words > MAX_WORDS) {
      throw new ExceptionalHalt(HaltReason.OUT_OF_GAS);
    }
    return WORD * words + words * words / QUADRATIC_DIVISOR;
  }
}
