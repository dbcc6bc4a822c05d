package org.lowtide.fuzz.model;

/** Arithmetic of the 32-byte words that a virtual machine's memory is counted in. */
final class Words {

  /** The size of a word in bytes. */
  static final int BYTES = 32;

  /** The largest end whose rounding up to words is a {@code long}. */
  static final long MAX_END = Long.MAX_VALUE - (BYTES - 1);

  private Words() {}

  /** The words begun by {@code bytes} bytes, 0 to {@link #MAX_END}. */
  static long begunBy(long bytes) {
    return (bytes + BYTES - 1) / BYTES;
  }

  /** Rounds 0 to {@link #MAX_END} up to a multiple of {@link #BYTES}. */
  static long roundUp(long bytes) {
    return begunBy(bytes) * BYTES;
  }
}
