package org.lowtide.bench.bugs;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Objects;
import org.lowtide.alloc.Allocator;

/** The checks of the shape of arguments, which come before all others. */
final class Arguments {

  static final int WORD = 32;

  private Arguments() {}

  static void opening(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    Objects.requireNonNull(allocator, "allocator");
    if (initialCapacityBytes < 0 || limitBytes < initialCapacityBytes) {
      throw new IllegalArgumentException(
          "0 <= initialCapacityBytes <= limitBytes must hold, was " + initialCapacityBytes + ", " + limitBytes);
    }
  }

  static byte[] word(byte[] word32) {
    Objects.requireNonNull(word32, "word32");
    if (word32.length != WORD) {
      throw new IllegalArgumentException("word32 must have 32 bytes, had " + word32.length);
    }
    return word32;
  }

  static byte[] u256(BigInteger value) {
    Objects.requireNonNull(value, "value");
    if (value.bitLength() > 8 * WORD) {
      throw new IllegalArgumentException("value must have at most 256 bits, had " + value.bitLength());
    }
    if (value.signum() < 0) {
      throw new IllegalArgumentException("value must be at least 0, was " + value);
    }
    byte[] magnitude = value.toByteArray();
    byte[] word = new byte[WORD];
    int length = Math.min(magnitude.length, WORD); // 33 where the sign has a byte of its own
    System.arraycopy(magnitude, magnitude.length - length, word, WORD - length, length);
    return word;
  }

  static MemorySegment segment(String name, MemorySegment segment, boolean written) {
    Objects.requireNonNull(segment, name);
    if (!segment.scope().isAlive() || !segment.isAccessibleBy(Thread.currentThread())) {
      throw new IllegalArgumentException(name + " must be alive and accessible by this thread: " + segment);
    }
    if (written && segment.isReadOnly()) {
      throw new IllegalArgumentException(name + " must be writable, was read-only: " + segment);
    }
    return segment;
  }
}
