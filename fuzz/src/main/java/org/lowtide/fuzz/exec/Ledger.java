package org.lowtide.fuzz.exec;

import java.util.List;

/**
 * The deviations that are known and expected: those of the design that is being replaced.
 *
 * @param entries in the order of their ids
 */
public record Ledger(List<LedgerEntry> entries) {

  /** A ledger that expects no deviation. */
  public static final Ledger EMPTY = new Ledger(List.of());

  /** Makes a ledger. */
  public Ledger {
    entries = List.copyOf(entries);
  }

  /**
   * Whether a finding is expected.
   *
   * @param finding any finding
   * @return whether an entry matches it
   */
  public boolean knows(Finding finding) {
    for (LedgerEntry entry : entries) {
      if (entry.matches(finding)) {
        return true;
      }
    }
    return false;
  }
}
