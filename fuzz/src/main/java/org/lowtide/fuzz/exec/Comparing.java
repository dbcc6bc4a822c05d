package org.lowtide.fuzz.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.Finding.Signature;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;

/**
 * Runs each program several times and compares all that can be seen: over blocks dirtied with other bytes, and twice over
 * the same.
 *
 * <p>The results, the sizes, what is held and what is allocated are compared; the bytes are compared with the model's in
 * each run. Of a subject that is known to read bytes that nobody wrote, runs over other bytes are not compared: they
 * differ for that. Nor is one said to depend on the bytes that differs over the same bytes too.
 *
 * <p>Thread rule: confined to one thread.
 */
public final class Comparing implements ProgramRunner {

  /** Beside the program's own and its complement: what a machine at rest has, a flag, and all bits. */
  private static final int[] POISONS = {0x00, 0x01, 0xFF};

  private final Executor executor;
  private final Set<Pass> passes;

  /**
   * Makes a runner.
   *
   * @param executor what runs the programs
   * @param passes what to compare; {@link Pass#FAULTS} makes other programs and is not for this
   */
  public Comparing(Executor executor, Set<Pass> passes) {
    this.executor = executor;
    this.passes = Set.copyOf(passes);
  }

  /**
   * Runs a program and adds what only comparing shows.
   *
   * @param program any program
   * @return what one run shows, and then what several do
   */
  @Override
  public Verdict run(Program program) {
    Verdict once = executor.run(program);
    List<Finding> findings = new ArrayList<>(once.findings());
    findings.addAll(compare(program));
    return new Verdict(findings, once.operations(), once.cut());
  }

  /**
   * Whether there is anything to compare.
   *
   * @return false where {@link #compare} finds nothing, whatever the program
   */
  public boolean compares() {
    return passes.contains(Pass.POISON) || passes.contains(Pass.TWICE);
  }

  /**
   * What only comparing runs shows.
   *
   * @param program any program
   * @return at most one finding of each pass for each subject
   */
  public List<Finding> compare(Program program) {
    List<Finding> findings = new ArrayList<>();
    if (!compares()) {
      return findings;
    }
    int poison = Ground.poison(program.header());
    List<SubjectRun> first = executor.traced(program, poison);
    if (passes.contains(Pass.TWICE)) {
      add(findings, first, executor.traced(program, poison), (one, other) -> twice(program, one, other));
    }
    // Whose runs differ anyway is not said to depend on the bytes.
    if (passes.contains(Pass.POISON) && findings.isEmpty()) {
      overOtherBytes(program, first, poison, findings);
    }
    return findings;
  }

  private void overOtherBytes(Program program, List<SubjectRun> first, int poison, List<Finding> findings) {
    for (int other : new int[] {POISONS[0], POISONS[1], POISONS[2], poison ^ 0xFF}) {
      if (other != poison && findings.isEmpty()) {
        add(findings, first, executor.traced(program, other), (one, next) -> dirty(program, one, next, poison, other));
      }
    }
    if (findings.isEmpty()) {
      return;
    }
    // It is the bytes only where the same bytes make no difference.
    List<Finding> anyway = new ArrayList<>();
    add(anyway, first, executor.traced(program, poison), (one, other) -> twice(program, one, other));
    findings.removeIf(dirty -> anyway.stream().anyMatch(each -> each.subject().equals(dirty.subject())));
    findings.addAll(anyway);
  }

  private static void add(List<Finding> findings, List<SubjectRun> first, List<SubjectRun> second, Maker maker) {
    for (int i = 0; i < first.size(); i++) {
      Finding finding = maker.make(first.get(i), second.get(i));
      if (finding != null) {
        findings.add(finding);
      }
    }
  }

  private static @Nullable Finding twice(Program program, SubjectRun first, SubjectRun second) {
    Trace.Difference difference = difference(first, second);
    if (difference == null) {
      return null;
    }
    Rule rule = program.header().target() == Target.MEMORY ? Rule.M14 : Rule.A15;
    return finding(FindingKind.NONDETERMINISM, rule, first, difference, "the-same", Pass.ON_SECOND_RUN,
        difference.first() + ", as on the first run", difference.second() + " on the second run");
  }

  private static @Nullable Finding dirty(Program program, SubjectRun first, SubjectRun second, int poison, int other) {
    if (first.findings().stream().anyMatch(finding -> finding.kind() == FindingKind.DIRTY_READ)) {
      return null;
    }
    Trace.Difference difference = difference(first, second);
    if (difference == null) {
      return null;
    }
    Rule rule = program.header().target() == Target.MEMORY ? Rule.M7 : Rule.A4;
    return finding(FindingKind.DIRTY_READ, rule, first, difference, "the-same-over-any-bytes", Pass.OVER_OTHER_BYTES,
        String.format("%s, as over blocks full of 0x%02x", difference.first(), poison),
        String.format("%s over blocks full of 0x%02x", difference.second(), other));
  }

  private static Finding finding(
      FindingKind kind, Rule rule, SubjectRun run, Trace.Difference difference, String same, String other,
      String expected, String observed) {
    Signature signature = new Signature(difference.operation(), difference.aim(), same, other, "");
    return new Finding(
        kind, run.subjectName(), rule, difference.index(), signature, expected, observed, null, null);
  }

  /** The first call that ended otherwise, or else the first finding that one has and the other has not. */
  private static Trace.@Nullable Difference difference(SubjectRun first, SubjectRun second) {
    Trace.Difference difference = Trace.difference(first.trace(), second.trace());
    return difference != null ? difference : inFindings(first.findings(), second.findings());
  }

  private static Trace.@Nullable Difference inFindings(List<Finding> first, List<Finding> second) {
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      Finding one = i < first.size() ? first.get(i) : null;
      Finding other = i < second.size() ? second.get(i) : null;
      if (one == null || other == null || !isSame(one, other)) {
        Finding at = one == null ? other : one;
        if (at == null) {
          throw new IllegalStateException("two lists of findings that both have ended");
        }
        return new Trace.Difference(
            at.operationIndex(), at.signature().operation(), at.signature().aim(), text(one), text(other));
      }
    }
    return null;
  }

  private static boolean isSame(Finding one, Finding other) {
    return one.operationIndex() == other.operationIndex()
        && one.kind() == other.kind()
        && one.rule() == other.rule()
        && one.signature().equals(other.signature());
  }

  private static String text(@Nullable Finding finding) {
    return finding == null ? "nothing wrong" : finding.kind() + " (" + finding.observed() + ")";
  }

  @Override
  public Bounds bounds() {
    return executor.bounds();
  }

  @Override
  public Comparing only(String subject) {
    return new Comparing(executor.only(subject), passes);
  }

  /** Makes a finding of two runs of one subject; null where they are the same. */
  private interface Maker {
    @Nullable Finding make(SubjectRun first, SubjectRun second);
  }
}
