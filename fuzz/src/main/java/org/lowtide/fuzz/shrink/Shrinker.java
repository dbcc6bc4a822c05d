package org.lowtide.fuzz.shrink;

import java.util.Optional;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.ProgramRunner;
import org.lowtide.fuzz.op.Program;

/**
 * Reduces a program as far as one finding stays the same by its fingerprint.
 *
 * <p>Operations go first: what follows the failing one, then chunks of halving size (delta debugging, Zeller and
 * Hildebrandt 2002), then contexts: what opens one and what ends it at once, with or without what lies between. What is
 * left is made simpler: header, members, aims, operands, payloads. Where nothing more goes, an operation of a short program
 * is given up in trade for a change of another one, or of the header. All repeat until nothing changes. The result is
 * 1-minimal: without any one of its operations, any two, or what opens a context and what ends it, the finding is gone.
 *
 * <p>The same program and finding give the same result, where no limit of time cuts it short. Thread rule: that of the
 * runner.
 */
public final class Shrinker {

  private final ProgramRunner runner;

  /**
   * Makes a shrinker.
   *
   * @param runner what runs the programs; of its subjects only the finding's is run
   */
  public Shrinker(ProgramRunner runner) {
    this.runner = runner;
  }

  /**
   * Shrinks within {@link ShrinkLimits#DEFAULT}.
   *
   * @param program a program that shows the finding
   * @param fingerprint the finding's
   * @return the reduced program; empty where the program does not show that finding
   */
  public Optional<Shrunk> shrink(Program program, String fingerprint) {
    return shrink(program, fingerprint, ShrinkLimits.DEFAULT);
  }

  /**
   * Shrinks.
   *
   * @param program a program that shows the finding
   * @param fingerprint the finding's
   * @param limits how long to go on
   * @return the reduced program; empty where the program does not show that finding
   */
  public Optional<Shrunk> shrink(Program program, String fingerprint, ShrinkLimits limits) {
    Optional<Finding> shown = Trials.show(runner, program, fingerprint);
    return shown.map(finding -> shrink(program, finding, limits));
  }

  private Shrunk shrink(Program program, Finding finding, ShrinkLimits limits) {
    Trials trials = new Trials(runner.only(finding.subject()), program, finding, limits);
    Reducer reducer = new Reducer(trials);
    Simplifier simplifier = new Simplifier(trials);
    Trades trades = new Trades(trials);
    boolean changed = true;
    while (changed) {
      reducer.reduce();
      changed = simplifier.simplify() || trades.reduce();
    }
    return new Shrunk(trials.best(), trials.finding(), trials.executions(), !trials.exhausted());
  }
}
