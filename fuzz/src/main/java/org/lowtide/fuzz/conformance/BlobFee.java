package org.lowtide.fuzz.conformance;

import java.math.BigInteger;

/** What a unit of blob gas costs: about e to the power of the excess divided by a constant; EIP-4844. */
final class BlobFee {

  private static final BigInteger UPDATE_FRACTION = BigInteger.valueOf(3_338_477);

  private BlobFee() {}

  /** The fee in wei, at least 1; the sum of the Taylor series in whole numbers, as the EIP has it. */
  static BigInteger of(BigInteger excessBlobGas) {
    BigInteger sum = BigInteger.ZERO;
    BigInteger term = UPDATE_FRACTION;
    for (long i = 1; term.signum() > 0; i++) {
      sum = sum.add(term);
      term = term.multiply(excessBlobGas).divide(UPDATE_FRACTION.multiply(BigInteger.valueOf(i)));
    }
    return sum.divide(UPDATE_FRACTION);
  }
}
