package org.lowtide.vm;

import java.util.List;
import java.util.Objects;

/**
 * A block to run.
 *
 * @param context what its transactions can ask of it
 * @param transactions in order
 * @param withdrawals paid out after the transactions (EIP-4895)
 * @param parentBeaconBlockRoot 32 bytes for the call that begins a block (EIP-4788); no bytes where there is none;
 *     not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record BlockInput(
    BlockContext context,
    List<Transaction> transactions,
    List<Withdrawal> withdrawals,
    byte[] parentBeaconBlockRoot) {

  /** Copies the lists. */
  public BlockInput {
    Objects.requireNonNull(context, "context");
    transactions = List.copyOf(transactions);
    withdrawals = List.copyOf(withdrawals);
    if (parentBeaconBlockRoot.length != 0 && parentBeaconBlockRoot.length != Words.BYTES) {
      throw new IllegalArgumentException(
          "parentBeaconBlockRoot must have 32 bytes or none, had " + parentBeaconBlockRoot.length);
    }
  }
}
