package org.lowtide.fuzz.repro;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.exec.ByteDifference;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Rule;
import org.lowtide.fuzz.op.Program;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.LeakSite;

/**
 * A finding with all that there is to say of it, as {@link FindingReport} prints it and as {@code --json} writes it; the
 * schema is {@code docs/findings.schema.json}.
 *
 * @param kind what kind of fault
 * @param subject the subject's name
 * @param fingerprint 16 hex digits, the same across runs and machines
 * @param operations how many operations the program has
 * @param operationIndex the operation that showed it, from 0; -1 for opening, the number of operations for closing
 * @param operation the operation, or the question that showed it, and what it was aimed at
 * @param rule the rule that is broken
 * @param ruleSentence the rule in one sentence
 * @param expected what the contract says
 * @param observed what the subject did
 * @param bytes the bytes expected beside those observed, where it is bytes that differ
 * @param program the path of the program's file; empty where there is none
 * @param listing the program as text with sizes, a line each, and the step that fails marked; null for a long program
 * @param leak what stayed live, for a leak
 * @param reproduce the command to paste; empty for none
 */
@JsonPropertyOrder({
    "kind", "subject", "fingerprint", "operations", "operationIndex", "operation", "rule", "ruleSentence", "expected",
    "observed", "bytes", "program", "listing", "leak", "reproduce"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FindingRecord(
    FindingKind kind,
    String subject,
    String fingerprint,
    int operations,
    int operationIndex,
    String operation,
    Rule rule,
    String ruleSentence,
    String expected,
    String observed,
    @Nullable ByteDifference bytes,
    String program,
    @Nullable List<String> listing,
    @Nullable Leak leak,
    String reproduce) {

  /** The longest program that is listed, in operations. */
  static final int MAX_LISTED = 40;

  /**
   * The record of a finding.
   *
   * @param finding the finding
   * @param program the program that shows it
   * @param path the path of the program's file; empty where there is none
   * @param reproduce the command to paste; empty for none
   * @return the record
   */
  public static FindingRecord of(Finding finding, Program program, String path, String reproduce) {
    int operations = program.operations().size();
    List<String> listing = operations > MAX_LISTED ? null : listing(finding, program);
    return of(finding, operations, listing, path, reproduce);
  }

  /**
   * The record of a finding that another kind of file shows than a program.
   *
   * @param finding the finding
   * @param operations how many steps there are in the file
   * @param listing the steps, a line each; null for none
   * @param path the file
   * @param reproduce the command to paste
   * @return the record
   */
  public static FindingRecord of(
      Finding finding, int operations, @Nullable List<String> listing, String path, String reproduce) {
    LeakReport leak = finding.leak();
    return new FindingRecord(
        finding.kind(),
        finding.subject(),
        finding.fingerprint(),
        operations,
        finding.operationIndex(),
        finding.signature().operation() + " of the " + finding.signature().aim().thing(),
        finding.rule(),
        finding.rule().sentence(),
        finding.expected(),
        finding.observed(),
        finding.bytes(),
        path,
        listing,
        leak == null ? null : Leak.of(leak),
        reproduce);
  }

  private static List<String> listing(Finding finding, Program program) {
    return Listing.of(program, OptionalInt.of(finding.operationIndex())).lines().toList();
  }

  /**
   * What stayed live.
   *
   * @param bytes bytes
   * @param blocks blocks
   * @param sites where they were allocated, the largest first
   * @param stacks the frames of each site, the innermost first; without those of the toolkit and the test framework
   */
  public record Leak(long bytes, long blocks, List<String> sites, List<List<String>> stacks) {

    static Leak of(LeakReport report) {
      return new Leak(
          report.liveBytes(),
          report.liveBlocks(),
          report.sites().stream().map(Leak::place).toList(),
          report.sites().stream().map(Leak::frames).toList());
    }

    private static String place(LeakSite site) {
      return Names.count(site.bytes(), "byte") + " in " + Names.count(site.blocks(), "block") + " at " + site.place();
    }

    private static List<String> frames(LeakSite site) {
      return site.frames().stream().map(StackTraceElement::toString).toList();
    }
  }
}
