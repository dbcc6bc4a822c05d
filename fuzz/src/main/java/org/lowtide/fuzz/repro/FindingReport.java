package org.lowtide.fuzz.repro;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.exec.ByteDifference;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.op.Program;

/**
 * A finding for people who may never have seen the toolkit: what rule is broken, how, with the bytes side by side and the
 * places that allocated, by which program, at which step, and what to paste to see it again.
 */
public final class FindingReport {

  private static final String INDENT = "  ";
  private static final String LISTING_INDENT = "    ";
  private static final int LABEL = 11;

  /** The places of a leak whose callers are named too. */
  private static final int MAX_STACKS = 3;

  /** The callers that are named. */
  private static final int MAX_FRAMES = 8;

  private FindingReport() {}

  /**
   * The whole report, the program listed whatever its length.
   *
   * @param finding the finding
   * @param program the program that shows it
   * @param reproduce the line to paste; empty for none
   * @return lines, each ended by a line feed
   */
  public static String text(Finding finding, Program program, String reproduce) {
    List<String> listing = Listing.of(program, OptionalInt.of(finding.operationIndex())).lines().toList();
    return text(FindingRecord.of(finding, program, "", reproduce), listing);
  }

  /**
   * The report of a record: a long program is not listed.
   *
   * @param finding the finding
   * @return lines, each ended by a line feed
   */
  public static String text(FindingRecord finding) {
    return text(finding, finding.listing() == null ? List.of() : finding.listing());
  }

  private static String text(FindingRecord finding, List<String> listing) {
    List<String> lines = new ArrayList<>();
    facts(finding).forEach(line -> lines.add(lines.isEmpty() ? line : INDENT + line));
    if (!listing.isEmpty()) {
      lines.add("");
      lines.add(
          INDENT + (finding.rule().isOfMachine() ? "The bytecode of each account:"
              : "The program, and beside each step where the contract says it leads:"));
      lines.add("");
      listing.forEach(line -> lines.add(LISTING_INDENT + line));
    }
    if (!finding.program().isEmpty() || !finding.reproduce().isEmpty()) {
      lines.add("");
    }
    if (!finding.program().isEmpty()) {
      lines.add(INDENT + row("program", Names.printable(finding.program())));
    }
    if (listing.isEmpty() && !finding.program().isEmpty()) {
      String path = ReproduceLine.quotePath(finding.program());
      lines.add(INDENT + row("shorter", "too long to list here: ./lowtide minimize " + path + " makes it smaller"));
    }
    if (!finding.reproduce().isEmpty()) {
      lines.add(INDENT + row("reproduce", finding.reproduce()));
    }
    lines.add("");
    return String.join("\n", lines);
  }

  /**
   * What was found, without the program.
   *
   * @param finding the finding
   * @param program the program that shows it
   * @return a few lines
   */
  static List<String> summary(Finding finding, Program program) {
    return facts(FindingRecord.of(finding, program, "", ""));
  }

  private static List<String> facts(FindingRecord finding) {
    List<String> lines = new ArrayList<>();
    lines.add(
        finding.kind() + (finding.rule().isOfMachine() ? " of the machine on " : " in ")
            + Names.printable(finding.subject()) + ", " + place(finding) + "  ["
            + finding.fingerprint() + "]");
    lines.add(row("meaning", finding.kind().sentence()));
    lines.add(row("rule", finding.rule() + ": " + finding.ruleSentence()));
    lines.add(row("shown by", finding.operation()));
    lines.add(row("expected", Names.printable(finding.expected())));
    lines.add(row("observed", Names.printable(finding.observed())));
    ByteDifference bytes = finding.bytes();
    if (bytes != null) {
      lines.add(row("bytes", bytesOf(bytes)));
      HexDifference.lines(bytes).forEach(line -> lines.add(row("", line)));
    }
    FindingRecord.Leak leak = finding.leak();
    if (leak != null) {
      allocated(leak, lines);
    }
    return lines;
  }

  private static String bytesOf(ByteDifference bytes) {
    String shown = bytes.length() < bytes.size() ? ", " + bytes.length() + " of " : ", all ";
    return bytes.of() + shown + Names.count(bytes.size(), "byte") + ", " + bytes.differing()
        + (bytes.differing() == 1 ? " differs" : " differ");
  }

  private static void allocated(FindingRecord.Leak leak, List<String> lines) {
    for (int i = 0; i < leak.sites().size(); i++) {
      lines.add(row("allocated", Names.printable(leak.sites().get(i))));
      if (i < MAX_STACKS) {
        leak.stacks().get(i).stream().skip(1).limit(MAX_FRAMES)
            .forEach(frame -> lines.add(row("", "called by " + Names.printable(frame))));
      }
    }
  }

  private static String row(String label, String text) {
    return label + " ".repeat(LABEL - label.length()) + text;
  }

  /** Counted from 0, as listings and {@code --json} count. */
  private static String place(FindingRecord finding) {
    if (finding.rule().isOfMachine()) {
      return "by " + Names.count(finding.operations(), "instruction");
    }
    String all = Names.count(finding.operations(), "operation");
    if (finding.operationIndex() < 0) {
      return "on opening, before any of " + all;
    }
    return finding.operationIndex() >= finding.operations()
        ? "on closing, after " + all
        : "at operation " + finding.operationIndex() + " (from 0) of " + all;
  }
}
