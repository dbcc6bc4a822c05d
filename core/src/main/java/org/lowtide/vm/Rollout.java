package org.lowtide.vm;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Which share of the transactions runs on the machine's memory mode; the others run on the old memory. So a rollout can
 * be gradual.
 *
 * <p>Chosen by the transaction's hash: the same transaction is always chosen alike, and one that is chosen at a fraction
 * is chosen at every larger one.
 *
 * @param fraction 0 for none to 1 for all
 * @param seed chooses another selection of the same size
 */
public record Rollout(double fraction, long seed) {

  /** All transactions. */
  public static final Rollout ALL = new Rollout(1, 0);

  /** Checks the fraction. */
  public Rollout {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction must be 0 to 1, was " + fraction);
    }
  }

  /**
   * Whether a transaction is chosen.
   *
   * @param transaction hashed unless the fraction is 0 or 1
   * @return whether it runs on the machine's memory mode
   */
  public boolean includes(Transaction transaction) {
    if (fraction == 0 || fraction == 1) {
      return fraction == 1;
    }
    return new SplittableRandom(seed ^ ByteBuffer.wrap(transaction.hash()).getLong()).nextDouble() < fraction;
  }
}
