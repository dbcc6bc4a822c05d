package org.lowtide.vm;

import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Copies what a transaction came to out of the machine's own bytes. */
final class Results {

  private Results() {}

  static TransactionResult of(
      Execution execution, Outcome outcome, long gasUsed, @Nullable Address created, MemoryMode memory) {
    return new TransactionResult(
        status(outcome.status()),
        outcome.haltReason(),
        null,
        gasUsed,
        outcome.gasLeft(),
        outcome.output().toArray(),
        execution.substate().logs().stream().map(Log::of).toList(),
        created,
        Collections.unmodifiableSortedSet(execution.unsupported()),
        memory);
  }

  /** How a frame that has ended is told of. */
  static TransactionResult.Status status(Frame.Status ended) {
    return switch (ended) {
      case SUCCEEDED -> TransactionResult.Status.SUCCEEDED;
      case REVERTED -> TransactionResult.Status.REVERTED;
      default -> TransactionResult.Status.HALTED;
    };
  }

  static TransactionResult rejected(String why, MemoryMode memory) {
    return new TransactionResult(
        TransactionResult.Status.REJECTED,
        null,
        why,
        0,
        0,
        new byte[0],
        List.of(),
        null,
        Collections.unmodifiableSortedSet(new TreeSet<>()),
        memory);
  }
}
