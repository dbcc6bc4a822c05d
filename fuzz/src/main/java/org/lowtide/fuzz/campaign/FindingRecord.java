package org.lowtide.fuzz.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Rule;
import org.lowtide.leak.LeakReport;

/**
 * A finding as {@code --json} writes it; the schema is {@code docs/findings.schema.json}.
 *
 * @param kind what kind of fault
 * @param subject the subject's name
 * @param fingerprint 16 hex digits, the same across runs and machines
 * @param operations how many operations the program has
 * @param operationIndex the operation that showed it, from 0; -1 for opening, the number of operations for closing
 * @param rule the rule that is broken
 * @param expected what the contract says
 * @param observed what the subject did
 * @param program the path of the program's file
 * @param leak what stayed live, for a leak
 * @param reproduce the command to paste
 */
@JsonPropertyOrder({
    "kind", "subject", "fingerprint", "operations", "operationIndex", "rule", "expected", "observed", "program", "leak",
    "reproduce"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FindingRecord(
    FindingKind kind,
    String subject,
    String fingerprint,
    int operations,
    int operationIndex,
    Rule rule,
    String expected,
    String observed,
    String program,
    @Nullable Leak leak,
    String reproduce) {

  /**
   * The report of a finding.
   *
   * @param finding the finding
   * @param operations how many operations its program has
   * @param program the path of the program's file
   * @param reproduce the command to paste
   * @return the report
   */
  public static FindingRecord of(Finding finding, int operations, String program, String reproduce) {
    return new FindingRecord(
        finding.kind(),
        finding.subject(),
        finding.fingerprint(),
        operations,
        finding.operationIndex(),
        finding.rule(),
        finding.expected(),
        finding.observed(),
        program,
        finding.leak() == null ? null : Leak.of(finding.leak()),
        reproduce);
  }

  /**
   * What stayed live.
   *
   * @param bytes bytes
   * @param blocks blocks
   * @param sites where they were allocated, the largest first
   */
  public record Leak(long bytes, long blocks, List<String> sites) {

    static Leak of(LeakReport report) {
      List<String> sites =
          report.sites().stream()
              .map(site -> Names.count(site.bytes(), "byte") + " in " + Names.count(site.blocks(), "block") + " at "
                  + site.place())
              .toList();
      return new Leak(report.liveBytes(), report.liveBlocks(), sites);
    }
  }
}
