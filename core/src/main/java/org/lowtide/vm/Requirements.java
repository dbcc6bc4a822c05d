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
    if (value.signum() < 0 || value.bitLength() > Words.BYTES * Byte.SIZE) {
      throw new IllegalArgumentException(name + " must be 0 to 2^256 - 1, was " + value);
    }
  }
}
