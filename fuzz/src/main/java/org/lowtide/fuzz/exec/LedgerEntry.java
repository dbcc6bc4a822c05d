package org.lowtide.fuzz.exec;

import java.util.List;

/**
 * One known deviation of a subject.
 *
 * @param id a short id, such as {@code L01}
 * @param subject the subject's name
 * @param title what goes wrong, in one sentence
 * @param program the name of the smallest program that shows it, beside the ledger
 * @param patterns the identities it has
 */
public record LedgerEntry(String id, String subject, String title, String program, List<IdentityPattern> patterns) {

  /** Makes an entry. */
  public LedgerEntry {
    patterns = List.copyOf(patterns);
  }

  /**
   * Whether this entry expects a finding.
   *
   * @param finding any finding
   * @return whether the subject is this entry's and a pattern matches the finding's identity
   */
  public boolean matches(Finding finding) {
    return matches(finding.subject(), IdentityPattern.words(finding));
  }

  boolean matches(String findingSubject, String[] identity) {
    if (!findingSubject.equals(subject)) {
      return false;
    }
    for (IdentityPattern pattern : patterns) {
      if (pattern.matches(identity)) {
        return true;
      }
    }
    return false;
  }
}
