package org.lowtide.vm;

import java.util.List;

/**
 * What a block came to.
 *
 * @param gasUsed by all its transactions together
 * @param transactions what each came to, in order
 */
public record BlockResult(long gasUsed, List<TransactionResult> transactions) {

  /** Copies the list. */
  public BlockResult {
    transactions = List.copyOf(transactions);
  }
}
