package org.lowtide.vm;

import java.math.BigInteger;

/**
 * What a block pays out of the beacon chain (EIP-4895).
 *
 * @param address to whom
 * @param amountWei how much, 0 to 2^256 - 1
 */
public record Withdrawal(Address address, BigInteger amountWei) {

  /** Checks the amount. */
  public Withdrawal {
    Requirements.word("amountWei", amountWei);
  }
}
