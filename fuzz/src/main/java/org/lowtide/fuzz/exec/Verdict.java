package org.lowtide.fuzz.exec;

import java.util.List;

/**
 * What came of running one program on all subjects.
 *
 * @param findings in order of subject, then of occurrence; empty where every subject kept the contract
 * @param operations operations run, counted once however many subjects ran them
 * @param cut operations left out because a bound was reached; 0 where the whole program ran
 */
public record Verdict(List<Finding> findings, long operations, long cut) {

  /** Makes a verdict. */
  public Verdict {
    findings = List.copyOf(findings);
  }

  /**
   * The findings that a ledger does not know.
   *
   * @param ledger the deviations that are expected
   * @return in the same order
   */
  public List<Finding> outside(Ledger ledger) {
    return ledger.outside(findings);
  }

  /**
   * Whether a finding is among these.
   *
   * @param fingerprint the finding's
   * @return whether one has it
   */
  public boolean shows(String fingerprint) {
    return findings.stream().anyMatch(finding -> finding.fingerprint().equals(fingerprint));
  }
}
