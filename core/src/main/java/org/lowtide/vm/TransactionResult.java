package org.lowtide.vm;

import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction, or a frame by itself, came to.
 *
 * @param status how it ended
 * @param haltReason why it halted; null unless {@code status} is {@code HALTED}
 * @param rejection why it was not run; null unless {@code status} is {@code REJECTED}
 * @param gasUsed what is paid for, the refund taken off; 0 where it was rejected
 * @param gasLeft what the outermost frame left, before any refund
 * @param output what it returned, or the reason that it gave for a revert, or the code of a created contract; a copy
 * @param logs what it logged, in order; none unless it succeeded
 * @param created where it created a contract; null where it did not
 * @param unsupported the precompiled contracts that it called and the machine has not: where there is one, nothing else
 *     here is as it would be in Ethereum
 * @param memory the memory that it ran on
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TransactionResult(
    Status status,
    @Nullable HaltReason haltReason,
    @Nullable String rejection,
    long gasUsed,
    long gasLeft,
    byte[] output,
    List<Log> logs,
    @Nullable Address created,
    SortedSet<Long> unsupported,
    MemoryMode memory) {

  /** How a transaction ended. */
  public enum Status {
    /** By STOP, RETURN, SELFDESTRUCT or the end of its code. */
    SUCCEEDED,
    /** By REVERT: what it did is undone, the gas left is given back (EIP-140). */
    REVERTED,
    /** By an exceptional halt: what it did is undone, all its gas is gone. */
    HALTED,
    /** Not run at all, nothing has changed: its sender cannot pay, or it breaks a rule of transactions. */
    REJECTED
  }
}
