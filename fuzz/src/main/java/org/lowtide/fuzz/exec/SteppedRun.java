package org.lowtide.fuzz.exec;

import java.util.List;
import org.lowtide.alloc.Allocator;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;

/**
 * One subject running one program a step at a time: judged after each as the {@link Executor} does, and asked between
 * steps where it stands.
 *
 * <p>The same program gives the same findings as with an executor, but that a leak does not say who allocated.
 *
 * <p>Thread rule: confined to one thread.
 */
public final class SteppedRun {

  private final SubjectRun run;
  private final BlockWitness held;
  private final Progress progress;
  private int next;

  private SteppedRun(SubjectRun run, BlockWitness held, Progress progress) {
    this.run = run;
    this.held = held;
    this.progress = progress;
  }

  /**
   * Opens a subject and runs the first operations on it. Failures that are armed by the very first ones are armed before
   * it is opened.
   *
   * @param subject what to run
   * @param first the operations to begin with, and how to open
   * @param bounds how much is run
   * @param base where blocks come from
   * @param progress is told how far it is, for a watchdog
   * @return the run, which must be {@linkplain #finish finished}
   */
  public static SteppedRun begin(Subject subject, Program first, Bounds bounds, Allocator base, Progress progress) {
    BlockWitness held = new BlockWitness(base);
    SteppedRun stepped = new SteppedRun(
        SubjectRun.of(subject, first.header(), bounds, new Ground(Ground.poison(first.header()), bounds, held)), held,
        progress);
    progress.begin(first, -1);
    progress.at(subject.name(), -1);
    stepped.begin(first.operations());
    return stepped;
  }

  private void begin(List<Operation> operations) {
    while (next < operations.size() && operations.get(next) instanceof Operation.ArmFailure arming) {
      run.arm(arming);
      next++;
    }
    run.open();
    while (next < operations.size()) {
      run(operations.get(next));
    }
  }

  /**
   * Runs one more operation.
   *
   * @param operation the next one
   * @return whether it was run; false where the run is over, since the subject broke the contract or a bound is reached
   */
  public boolean step(Operation operation) {
    progress.then(operation);
    return run(operation);
  }

  private boolean run(Operation operation) {
    progress.at(run.subjectName(), next);
    return run.step(next++, operation);
  }

  /**
   * Where the run stands.
   *
   * @param endedHandles how many of the handles that ended last can still be aimed at
   * @return the same for two runs that a rule of the contract cannot tell apart from here on, as far as that shows: see
   *     {@code docs/exhaust.md}
   */
  public StateKey state(int endedHandles) {
    StateHash hash = new StateHash();
    run.hash(hash, held, endedHandles);
    return hash.key();
  }

  /**
   * Whether no further operation would be run.
   *
   * @return true once the subject broke the contract in its state, a leak was seen, or a bound was reached
   */
  public boolean isOver() {
    return run.isDone();
  }

  /**
   * What was found so far.
   *
   * @return in order; grows until the run is finished
   */
  public List<Finding> findings() {
    return List.copyOf(run.findings());
  }

  /**
   * How many findings there are so far.
   *
   * @return at least 0
   */
  public int findingCount() {
    return run.findings().size();
  }

  /** Compares all bytes, closes what is open, and checks that nothing is live. */
  public void finish() {
    progress.at(run.subjectName(), next);
    run.finish(next);
    progress.end();
  }
}
