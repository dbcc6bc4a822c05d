package org.lowtide.vm;

import java.math.BigInteger;
import java.util.Objects;

/**
 * Code to run in one frame, without a transaction around it: no fee, no intrinsic gas, no refund.
 *
 * @param address whose storage and balance it works on
 * @param caller what CALLER answers; the value has gone over already
 * @param origin what ORIGIN answers
 * @param code what runs; not copied: nobody may change it
 * @param data the call data; not copied: nobody may change it
 * @param value what CALLVALUE answers, 0 to 2^256 - 1
 * @param gas the most it may use, at least 0
 * @param gasPrice what GASPRICE answers, 0 to 2^256 - 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SingleFrame(
    Address address,
    Address caller,
    Address origin,
    byte[] code,
    byte[] data,
    BigInteger value,
    long gas,
    BigInteger gasPrice) {

  /** Checks ranges. */
  public SingleFrame {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(data, "data");
    Requirements.word("value", value);
    Requirements.atLeastZero("gas", gas);
    Requirements.word("gasPrice", gasPrice);
  }
}
