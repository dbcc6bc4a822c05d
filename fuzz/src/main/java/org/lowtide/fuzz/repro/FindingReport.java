package org.lowtide.fuzz.repro;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.op.Program;
import org.lowtide.leak.LeakReport;

/** A finding for people: what rule is broken, by which program, at which step, and how. */
public final class FindingReport {

  private FindingReport() {}

  /**
   * The whole report.
   *
   * @param finding the finding
   * @param program the program that shows it
   * @param reproduce the line to paste; empty for none
   * @return lines, each ended by a line feed
   */
  public static String text(Finding finding, Program program, String reproduce) {
    StringBuilder out = new StringBuilder();
    summary(finding).forEach(line -> out.append(line).append('\n'));
    out.append("\nThe program, and the sizes that it must have:\n\n");
    Listing.of(program, OptionalInt.of(finding.operationIndex()))
        .lines()
        .forEach(line -> out.append("  ").append(line).append('\n'));
    LeakReport leak = finding.leak();
    if (leak != null) {
      out.append('\n').append(leak.text()).append('\n');
    }
    if (!reproduce.isEmpty()) {
      out.append("\nTo see it again:\n\n  ").append(reproduce).append('\n');
    }
    return out.toString();
  }

  /**
   * What was found, without the program.
   *
   * @param finding the finding
   * @return a few lines
   */
  public static List<String> summary(Finding finding) {
    List<String> lines = new ArrayList<>();
    lines.add(finding.kind() + " in " + OneLine.of(finding.subject()) + ", " + step(finding));
    lines.add("rule      " + finding.rule() + ": " + finding.rule().sentence());
    lines.add("expected  " + OneLine.of(finding.expected()));
    lines.add("observed  " + OneLine.of(finding.observed()));
    lines.add("same as   " + finding.fingerprint() + " (" + OneLine.of(finding.identity()) + ")");
    return lines;
  }

  private static String step(Finding finding) {
    Finding.Signature signature = finding.signature();
    String what = signature.operation() + " of the " + signature.aim().thing();
    return finding.operationIndex() < 0 ? what + ", on opening" : what + ", operation " + finding.operationIndex();
  }
}
