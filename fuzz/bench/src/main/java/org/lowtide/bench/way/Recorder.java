package org.lowtide.bench.way;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Progress;
import org.lowtide.fuzz.exec.Stall;
import org.lowtide.fuzz.exec.Verdict;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;

/**
 * Runs the programs of a way that is not ours on the executor that ours has, so that only what is drawn differs, counts
 * them, and ends the JVM at the first finding or when the budget is used up.
 *
 * <p>Thread rule: programs are run by one thread; another one watches the budget.
 */
final class Recorder {

  private static final long LOOK_EVERY_MILLIS = 50;
  private static final Duration STALL = Duration.ofSeconds(10);

  private final Assignment assignment;
  private final Executor executor;
  private final AtomicLong executions = new AtomicLong();
  private final AtomicLong operations = new AtomicLong();

  /** Starts to watch the budget. */
  Recorder(Assignment assignment) {
    this.assignment = assignment;
    Progress progress = new Progress();
    this.executor =
        new Executor(List.of(assignment.bug().subject()), HeapAllocator::new, Bounds.FUZZING, progress);
    Stall stall = new Stall(progress, STALL);
    Thread.ofPlatform().name("lowtide-budget").daemon().start(() -> watch(stall));
  }

  Target target() {
    return assignment.bug().target();
  }

  void run(Program program) {
    Verdict verdict = executor.run(program);
    executions.incrementAndGet();
    operations.addAndGet(verdict.operations());
    if (!verdict.findings().isEmpty()) {
      end(true, verdict.findings().getFirst().kind());
    }
  }

  private void watch(Stall stall) {
    Orphan orphan = new Orphan();
    while (true) {
      try {
        Thread.sleep(LOOK_EVERY_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      orphan.look();
      if (used().compareTo(assignment.budget()) >= 0) {
        end(false, null);
      }
      Finding hang = stall.look(System.nanoTime());
      if (hang != null) {
        executions.incrementAndGet();
        end(true, hang.kind());
      }
    }
  }

  private static Duration used() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private synchronized void end(boolean exposed, @Nullable FindingKind kind) {
    new Outcome(exposed, executions.get(), operations.get(), used().toMillis(), kind == null ? "" : kind.name())
        .end(assignment.result());
  }
}
