package org.lowtide.memory;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Objects;

/** The checks of the shape of arguments, which come before all others. */
final class Operands {

  /** The bytes of a word. */
  static final int WORD = 32;

  private Operands() {}

  static void opening(long initialCapacityBytes, long limitBytes) {
    if (initialCapacityBytes < 0) {
      throw new IllegalArgumentException("initialCapacityBytes must be at least 0, was " + initialCapacityBytes);
    }
    if (limitBytes < initialCapacityBytes) {
      throw new IllegalArgumentException(
          "limitBytes must be at least initialCapacityBytes (" + initialCapacityBytes + "), was " + limitBytes);
    }
  }

  static void word(byte[] word32) {
    Objects.requireNonNull(word32, "word32");
    if (word32.length != WORD) {
      throw new IllegalArgumentException("word32 must have 32 bytes, had " + word32.length);
    }
  }

  /** The number as a fresh big-endian word. */
  static byte[] u256(BigInteger value) {
    Objects.requireNonNull(value, "value");
    if (value.bitLength() > 8 * WORD) { // first: a number of megabytes is not written out
      throw new IllegalArgumentException("value must have at most 256 bits, had " + value.bitLength());
    }
    if (value.signum() < 0) {
      throw new IllegalArgumentException("value must be at least 0, was " + value);
    }
    byte[] signed = value.toByteArray(); // 1 to 33 bytes: the sign may take a byte of its own
    int length = Math.min(signed.length, WORD);
    byte[] word = new byte[WORD];
    System.arraycopy(signed, signed.length - length, word, WORD - length, length);
    return word;
  }

  /** Returns what it checked. */
  static MemorySegment source(MemorySegment source) {
    requireAccessible("source", source);
    return source;
  }

  /** Returns what it checked. */
  static MemorySegment destination(MemorySegment destination) {
    requireAccessible("destination", destination);
    if (destination.isReadOnly()) {
      throw new IllegalArgumentException("destination must be writable, was read-only: " + destination);
    }
    return destination;
  }

  private static void requireAccessible(String name, MemorySegment segment) {
    Objects.requireNonNull(segment, name);
    if (!segment.scope().isAlive()) {
      throw new IllegalArgumentException(name + " must be alive, its scope was closed: " + segment);
    }
    if (!segment.isAccessibleBy(Thread.currentThread())) {
      throw new IllegalArgumentException(
          name + " must be accessible by this thread, was confined to another: " + segment);
    }
  }
}
