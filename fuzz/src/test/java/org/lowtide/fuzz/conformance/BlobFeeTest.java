package org.lowtide.fuzz.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures are from the EIP's own formula, computed by hand or from its text. */
final class BlobFeeTest {

  @ParameterizedTest
  @CsvSource({"0, 1", "2314057, 1", "2314058, 2", "10485760, 23"})
  void theFeeGrowsWithTheExcess(long excess, long fee) {
    assertThat(BlobFee.of(BigInteger.valueOf(excess))).isEqualTo(BigInteger.valueOf(fee));
  }
}
