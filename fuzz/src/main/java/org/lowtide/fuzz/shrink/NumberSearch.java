package org.lowtide.fuzz.shrink;

import java.util.function.LongPredicate;

/** Looks for the smallest number that is still accepted, near word and power-of-two edges first. */
final class NumberSearch {

  private static final long[] FIRST = {0, 1, 31, 32, 33};
  private static final int FIRST_POWER = 6; // 64

  private NumberSearch() {}

  /**
   * Lowers the magnitude of a number that is known to be accepted; its sign stays, unless a small number of the other
   * sign does.
   */
  static void lower(long value, LongPredicate accept) {
    if (value < 0) {
      if (!lowerTo(Long.MAX_VALUE, accept, 0)) {
        bisect(-1, -(value + 1), magnitude -> accept.test(-magnitude - 1));
      }
      return;
    }
    lowerTo(value, accept, value);
  }

  /** Tries the edges below a value, then what lies between; whether any edge was accepted. */
  private static boolean lowerTo(long value, LongPredicate accept, long highest) {
    long rejected = -1;
    for (long edge : FIRST) {
      if (edge >= value) {
        break;
      }
      if (accept.test(edge)) {
        bisect(rejected, edge, accept);
        return true;
      }
      rejected = edge;
    }
    for (int power = FIRST_POWER; power < Long.SIZE - 1 && 1L << power < highest; power++) {
      if (accept.test(1L << power)) {
        bisect(rejected, 1L << power, accept);
        return true;
      }
      rejected = 1L << power;
    }
    if (rejected < highest) {
      bisect(rejected, highest, accept);
    }
    return false;
  }

  /** Halves the distance between a rejected and an accepted number, which may be 2^63, until they are neighbours. */
  private static void bisect(long rejected, long accepted, LongPredicate accept) {
    long low = rejected;
    long high = accepted;
    while (Long.compareUnsigned(high - low, 1) > 0) {
      long middle = low + ((high - low) >>> 1);
      if (accept.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
  }
}
