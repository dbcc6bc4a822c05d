package org.lowtide.fuzz.bytecode;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Numbers at the edges: of words, of what memory grows by, of ints, longs and 256 bits. */
final class Hostile {

  private static final int[] EXPONENTS = {0, 5, 6, 8, 12, 16, 20, 24, 31, 32, 63, 64, 128, 255, 256};
  private static final int[] AROUND = {-33, -32, -31, -1, 0, 1, 31, 32};
  private static final List<BigInteger> NUMBERS = new ArrayList<>();

  static {
    for (int exponent : EXPONENTS) {
      for (int around : AROUND) {
        BigInteger number = BigInteger.TWO.pow(exponent).add(BigInteger.valueOf(around));
        if (number.signum() >= 0 && number.bitLength() <= 256) {
          NUMBERS.add(number);
        }
      }
    }
  }

  private Hostile() {}

  /** One of them, round and round. */
  static BigInteger at(int index) {
    return NUMBERS.get(index % NUMBERS.size());
  }
}
