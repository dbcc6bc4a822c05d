package org.lowtide.fuzz.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.campaign.FindingRecord;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.codec.ProgramFiles;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.repro.Listing;

/** Prints a finding the way all verbs do. */
final class FindingPrinter {

  private FindingPrinter() {}

  /** The longest program that is printed as well, in operations. */
  private static final int MAX_LISTED = 20;

  /** Prints a finding of which only the files are at hand. */
  static void print(FindingRecord finding, PrintWriter out) {
    try {
      print(finding, ProgramFiles.readOne(Path.of(finding.program()), Integer.MAX_VALUE).program(), out);
    } catch (ProgramFormatException e) {
      print(finding, null, out); // the file was there a moment ago; without it only the listing is missing
    }
  }

  static void print(FindingRecord finding, @Nullable Program program, PrintWriter out) {
    out.println();
    out.println(
        finding.kind() + " in " + Names.printable(finding.subject()) + ", " + place(finding) + "  ["
            + finding.fingerprint() + "]");
    out.println("  rule       " + finding.rule() + ": " + finding.rule().sentence());
    out.println("  expected   " + Names.printable(finding.expected()));
    out.println("  observed   " + Names.printable(finding.observed()));
    FindingRecord.Leak leak = finding.leak();
    if (leak != null) {
      leak.sites().forEach(site -> out.println("  allocated  " + Names.printable(site)));
    }
    out.println("  program    " + Names.printable(finding.program()));
    out.println("  reproduce  " + finding.reproduce());
    if (program != null && program.operations().size() <= MAX_LISTED) {
      out.println();
      Listing.of(program, OptionalInt.of(finding.operationIndex())).lines().forEach(line -> out.println("    " + line));
    }
    out.println();
  }

  /** Counted from 0, as listings and {@code --json} count. */
  private static String place(FindingRecord finding) {
    String all = Names.count(finding.operations(), "operation");
    if (finding.operationIndex() < 0) {
      return "on opening, before any of " + all;
    }
    return finding.operationIndex() >= finding.operations()
        ? "on closing, after " + all
        : "at operation " + finding.operationIndex() + " (from 0) of " + all;
  }
}
