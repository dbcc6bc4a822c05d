package org.lowtide.fuzz.bytecode;

import java.math.BigInteger;

/**
 * A range of a memory that a frame has paid for, and so an int can count.
 *
 * @param start the first byte; 0 where there is none
 * @param length bytes
 */
record Range(int start, int length) {

  static final Range NONE = new Range(0, 0);

  private static final int WORD = 32;

  /** The range of those words; an empty one is nowhere. */
  static Range of(BigInteger offset, BigInteger length) {
    return length.signum() == 0 ? NONE : new Range(offset.intValueExact(), length.intValueExact());
  }

  int end() {
    return start + length;
  }

  /** The end, as memory grows. */
  int wordEnd() {
    return Math.ceilDiv(end(), WORD) * WORD;
  }

  /** The same, of at most so many bytes. */
  Range shortened(int most) {
    return new Range(start, Math.min(length, most));
  }
}
