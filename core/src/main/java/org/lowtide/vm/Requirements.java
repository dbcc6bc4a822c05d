package org.lowtide.vm;

import java.math.BigInteger;

/** The checks of what callers of the machine hand in. */
final class Requirements {

  private Requirements() {}

  static void atLeastZero(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must be at least 0, was " + value);
    }
  }

  static void word(String name, BigInteger value) {
    if (value.bitLength() > Words.BYTES * Byte.SIZE) {
      throw new IllegalArgumentException(name + " must have at most 256 bits, had " + value.bitLength());
    }
    if (value.signum() < 0) {
      throw new IllegalArgumentException(name + " must be at least 0, was " + value);
    }
  }
}
