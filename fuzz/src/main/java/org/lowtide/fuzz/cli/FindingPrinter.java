package org.lowtide.fuzz.cli;

import java.io.PrintWriter;
import org.lowtide.fuzz.campaign.FindingRecord;

/** Prints a finding the way all verbs do. */
final class FindingPrinter {

  private FindingPrinter() {}

  static void print(FindingRecord finding, PrintWriter out) {
    out.println();
    out.println(
        finding.kind() + " in " + finding.subject() + ", " + place(finding) + "  [" + finding.fingerprint() + "]");
    out.println("  rule       " + finding.rule() + ": " + finding.rule().sentence());
    out.println("  expected   " + finding.expected());
    out.println("  observed   " + finding.observed());
    FindingRecord.Leak leak = finding.leak();
    if (leak != null) {
      leak.sites().forEach(site -> out.println("  allocated  " + site));
    }
    out.println("  program    " + finding.program());
    out.println("  reproduce  " + finding.reproduce());
    out.println();
  }

  private static String place(FindingRecord finding) {
    String of = finding.operations() == 1 ? "1 operation" : finding.operations() + " operations";
    if (finding.operationIndex() < 0) {
      return "on opening, before any of " + of;
    }
    return finding.operationIndex() >= finding.operations()
        ? "on closing, after " + of
        : "at operation " + (finding.operationIndex() + 1) + " of " + of;
  }
}
