package org.lowtide.fuzz.exec;

import java.util.stream.Collectors;

/** The findings of a verdict as tables of tests write them. */
final class FoundText {

  private FoundText() {}

  /** Each with its operation's index, identity, expected and observed; without the subject and the place of a leak. */
  static String of(Verdict verdict) {
    return verdict.findings().stream().map(FoundText::of).collect(Collectors.joining("; "));
  }

  private static String of(Finding finding) {
    Finding.Signature signature = finding.signature();
    return finding.operationIndex() + " " + finding.kind() + " " + finding.rule() + " " + signature.operation() + " "
        + signature.aim().word() + " " + signature.expected() + " " + signature.observed() + " <" + finding.expected()
        + "> <" + finding.observed() + ">";
  }
}
