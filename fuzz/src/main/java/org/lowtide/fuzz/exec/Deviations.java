package org.lowtide.fuzz.exec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.Finding.Signature;
import org.lowtide.leak.LeakReport;

/**
 * What one subject did wrong in one program.
 *
 * <p>A deviation that is only observed is recorded once and masked from then on, so that one known flaw does not hide the
 * rest. A deviation in state retires the subject: what it does afterwards proves nothing.
 */
final class Deviations {

  private final String subject;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Masked> masked = new HashSet<>();
  private boolean retired;
  private long maskedHash;

  Deviations(String subject) {
    this.subject = subject;
  }

  String subject() {
    return subject;
  }

  List<Finding> findings() {
    return findings;
  }

  boolean retired() {
    return retired;
  }

  /** Adds what is masked. */
  void hash(StateHash into) {
    into.add(retired ? 1 : 0).add(maskedHash);
  }

  void observed(FindingKind kind, Rule rule, int index, Signature signature, String expected, String observed) {
    observed(kind, rule, index, signature, expected, observed, null);
  }

  /** The same where it is bytes that differ. */
  void observed(
      FindingKind kind, Rule rule, int index, Signature signature, String expected, String observed,
      @Nullable ByteDifference bytes) {
    add(kind, rule, index, signature, expected, observed, null, bytes);
  }

  void inState(FindingKind kind, Rule rule, int index, Signature signature, String expected, String observed) {
    inState(kind, rule, index, signature, expected, observed, null);
  }

  /** The same where it is bytes that differ. */
  void inState(
      FindingKind kind, Rule rule, int index, Signature signature, String expected, String observed,
      @Nullable ByteDifference bytes) {
    add(kind, rule, index, signature, expected, observed, null, bytes);
    retired = true;
  }

  void leak(Rule rule, int index, Signature signature, String observed, @Nullable LeakReport report) {
    add(FindingKind.LEAK, rule, index, signature, "nothing live after close", observed, report, null);
  }

  private void add(
      FindingKind kind,
      Rule rule,
      int index,
      Signature signature,
      String expected,
      String observed,
      @Nullable LeakReport report,
      @Nullable ByteDifference bytes) {
    if (masked.add(new Masked(kind, rule, signature))) {
      // The sum, since it makes no difference in which order they were seen.
      maskedHash += new StateHash().add(kind.name().hashCode()).add(rule.name().hashCode())
          .add(signature.text().hashCode()).key().low();
      findings.add(new Finding(kind, subject, rule, index, signature, expected, observed, report, bytes));
    }
  }

  private record Masked(FindingKind kind, Rule rule, Signature signature) {}
}
