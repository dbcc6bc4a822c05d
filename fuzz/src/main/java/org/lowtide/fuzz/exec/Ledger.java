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
    return !entriesFor(finding).isEmpty();
  }

  /**
   * The findings that are not expected.
   *
   * @param findings any findings
   * @return those that no entry matches, in the same order
   */
  public List<Finding> outside(List<Finding> findings) {
    return findings.stream().filter(finding -> !knows(finding)).toList();
  }

  /**
   * The entries that expect a finding.
   *
   * @param finding any finding
   * @return in the order of the ledger; mostly one, or none where the finding is new
   */
  public List<LedgerEntry> entriesFor(Finding finding) {
    if (entries.isEmpty()) {
      return List.of();
    }
    String[] identity = IdentityPattern.words(finding);
    return entries.stream().filter(entry -> entry.matches(finding.subject(), identity)).toList();
  }
}
