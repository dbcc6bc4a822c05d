package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lowtide.fuzz.corpus.LedgerReader;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Features;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Progress;
import org.lowtide.fuzz.exec.Stall;
import org.lowtide.fuzz.exec.Verdict;
import org.lowtide.fuzz.op.Program;

/**
 * What both phases do with each program: note it, run it, keep what is found.
 *
 * <p>A second thread watches: a program that hangs is kept as a finding and the JVM is halted, since a thread that hangs
 * cannot be stopped.
 */
final class FuzzSession {

  /** The exit status of a JVM that was halted because a program hung. */
  static final int HALTED_BY_HANG = 40;

  private static final long LOOK_EVERY_MILLIS = 200;

  private final WorkerConfig config;
  private final Executor executor;
  private final Ledger ledger;
  private final WorkerState state;
  private final FoundPrograms found;
  private final Set<String> known;
  private final Features features = new Features();
  private byte[] running = {};

  FuzzSession(WorkerConfig config) throws IOException {
    this.config = config;
    Progress progress = new Progress();
    this.executor =
        new Executor(
            Subjects.load(List.of()).choose(config.subjects()), config.allocator()::create, config.bounds(), progress);
    executor.note(features);
    this.ledger = config.ledger() ? LedgerReader.shipped() : Ledger.EMPTY;
    this.state = WorkerState.open(config.state());
    this.found = new FoundPrograms(config.found());
    this.known = new HashSet<>(found.fingerprints());
    watch(new Stall(progress, Duration.ofMillis(WorkerConfig.STALL_MILLIS)));
  }

  /** Runs a program; {@code index} is its place in the random sequence, or -1. */
  void run(Program program, byte[] bytes, long index) {
    running = bytes;
    state.begin(index, bytes);
    Verdict verdict = executor.run(program);
    for (Finding finding : verdict.findings()) {
      if (!isDone() && !ledger.knows(finding) && known.add(finding.fingerprint())) {
        keep(finding, bytes);
      }
    }
    state.end(verdict.operations());
  }

  /** Whether as many findings were made as are asked for. */
  boolean isDone() {
    return known.size() >= config.maxFindings();
  }

  boolean isLate() {
    return System.currentTimeMillis() >= config.deadlineMillis();
  }

  /** Whether the last program reached something that none before it did. */
  boolean reachedMore() {
    return features.grew();
  }

  private void keep(Finding finding, byte[] bytes) {
    try {
      found.add(finding, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("a finding cannot be written to " + config.found(), e);
    }
  }

  private void watch(Stall stall) {
    Thread.ofPlatform()
        .name("lowtide-watchdog")
        .daemon()
        .start(
            () -> {
              Finding hang = null;
              while (hang == null) {
                try {
                  Thread.sleep(LOOK_EVERY_MILLIS);
                } catch (InterruptedException e) {
                  return;
                }
                hang = stall.look(System.nanoTime());
              }
              keep(hang, running);
              Runtime.getRuntime().halt(HALTED_BY_HANG);
            });
  }
}
