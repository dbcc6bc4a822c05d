package org.lowtide.fuzz.campaign;

import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Finding.Signature;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Rule;

/**
 * A finding as a worker met it: all of it but the leak report, which running the program again makes anew.
 *
 * @param program the file of the program, not yet shrunk
 * @param executions how many programs had run by then, this one included
 */
record Met(
    FindingKind kind,
    String subject,
    Rule rule,
    int operationIndex,
    Signature signature,
    String expected,
    String observed,
    String program,
    long executions) {

  /** What is observed of an input that ended the JVM. */
  static final String ENDS_JVM = "ends-the-JVM";

  static Met of(Finding finding, String program, long executions) {
    return new Met(
        finding.kind(),
        finding.subject(),
        finding.rule(),
        finding.operationIndex(),
        finding.signature(),
        finding.expected(),
        finding.observed(),
        program,
        executions);
  }

  /** Whether the JVM that ran the input ended with it. */
  boolean endsJvm() {
    return signature.observed().equals(ENDS_JVM);
  }

  Finding finding() {
    return new Finding(kind, subject, rule, operationIndex, signature, expected, observed, null);
  }
}
