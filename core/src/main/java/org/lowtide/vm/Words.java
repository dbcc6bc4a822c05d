package org.lowtide.vm;

import org.apache.tuweni.bytes.Bytes32;
import org.apache.tuweni.units.bigints.UInt256;

/** What instructions share about words: 256 bits, unsigned unless said otherwise. */
final class Words {

  /** The bytes of a word. */
  static final int BYTES = 32;

  private Words() {}

  /** The word as a long, or the largest long where it is larger: for operands of which no such large one is ever met. */
  static long clamp(UInt256 word) {
    return word.fitsLong() ? word.toLong() : Long.MAX_VALUE;
  }

  static UInt256 of(boolean value) {
    return value ? UInt256.ONE : UInt256.ZERO;
  }

  /** The big-endian bytes; the array is fresh. */
  static byte[] toBytes(UInt256 word) {
    return word.toBytes().toArrayUnsafe();
  }

  static UInt256 ofBytes(byte[] word32) {
    return UInt256.fromBytes(Bytes32.wrap(word32));
  }

  /** Whether the word is negative as a number in two's complement. */
  static boolean isNegative(UInt256 word) {
    return word.get(0) < 0;
  }

  static boolean isLess(UInt256 left, UInt256 right) {
    return left.compareTo(right) < 0;
  }

  /** Bytes rounded up to words of 32; {@code bytes} at most 2^63 - 32. */
  static long count(long bytes) {
    return (bytes + BYTES - 1) / BYTES;
  }
}
