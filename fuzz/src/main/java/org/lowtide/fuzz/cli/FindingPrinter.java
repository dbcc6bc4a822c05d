package org.lowtide.fuzz.cli;

import java.io.PrintWriter;
import org.lowtide.fuzz.campaign.BlackBox;
import org.lowtide.fuzz.repro.FindingRecord;
import org.lowtide.fuzz.repro.FindingReport;

/** Prints a finding the way all verbs do. */
final class FindingPrinter {

  private FindingPrinter() {}

  static void print(FindingRecord finding, PrintWriter out) {
    out.println();
    out.println(FindingReport.text(finding));
    BlackBox.found(finding);
  }
}
