package org.lowtide.fuzz.exhaust;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.ProgramRunner;
import org.lowtide.fuzz.exec.Rule;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.shrink.Shrinker;
import org.lowtide.fuzz.shrink.Shrunk;

/** What runs have shown, each looked into once: whether the ledger knows it, and which program shows it. */
final class Suspects {

  private final ProgramRunner runner;
  private final Ledger ledger;
  private final Set<Suspect> seen = new HashSet<>();
  private final Set<String> reported = new HashSet<>();
  private final List<Found> found = new ArrayList<>();

  Suspects(ProgramRunner runner, Ledger ledger) {
    this.runner = runner;
    this.ledger = ledger;
  }

  List<Found> found() {
    return found;
  }

  /**
   * Looks into findings of one run.
   *
   * @param findings what the run showed
   * @param shortest the program that the run stands for
   * @param asRun the program that was run
   */
  void look(List<Finding> findings, Program shortest, Program asRun) {
    for (Finding finding : findings) {
      if (seen.add(Suspect.of(finding)) && !report(shortest)) {
        report(asRun);
      }
    }
  }

  /** Reports all that a program shows and that is new; whether that was anything. */
  private boolean report(Program program) {
    boolean any = false;
    for (Finding finding : runner.run(program).outside(ledger)) {
      seen.add(Suspect.of(finding));
      if (reported.add(finding.fingerprint())) {
        found.add(smallest(finding, program));
      }
      any = true;
    }
    return any;
  }

  /** The shortest program stays as long as it is; its operands may become simpler. */
  private Found smallest(Finding finding, Program program) {
    Optional<Shrunk> shrunk = new Shrinker(runner).shrink(program, finding.fingerprint());
    return shrunk.map(small -> new Found(small.finding(), small.program())).orElse(new Found(finding, program));
  }

  /** A finding as it shows without the places that allocated; a leak is told from others by how much is live. */
  private record Suspect(FindingKind kind, Rule rule, Finding.Signature signature, String live) {

    static Suspect of(Finding finding) {
      Finding.Signature signature = finding.signature();
      Finding.Signature withoutSite =
          new Finding.Signature(
              signature.operation(), signature.aim(), signature.expected(), signature.observed(), "");
      return new Suspect(
          finding.kind(), finding.rule(), withoutSite, finding.kind() == FindingKind.LEAK ? finding.observed() : "");
    }
  }
}
