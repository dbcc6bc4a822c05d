package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.lowtide.fuzz.codec.ProgramBytes;
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
 * <p>A {@link Watchdog} looks on: a program that hangs is kept as a finding and the JVM is halted.
 */
final class FuzzSession {

  private final WorkerConfig config;
  private final Executor executor;
  private final Again again;
  private final Ledger ledger;
  private final WorkerState state;
  private final FoundPrograms found;
  private final Set<String> known;
  private final Features features = new Features();
  private final Set<ByteBuffer> deadly;
  private final boolean stateGuidance = Experiment.current().state() == Experiment.Guidance.ON;
  private volatile byte[] running = {};

  FuzzSession(WorkerConfig config) throws IOException {
    this.config = config;
    Progress progress = new Progress();
    this.executor =
        new Executor(config.load(), config.allocator()::create, config.bounds(), progress);
    this.again = new Again(executor, config.passes(), config.seed());
    executor.note(features);
    this.ledger = config.ledger() ? LedgerReader.shipped() : Ledger.EMPTY;
    this.state = WorkerState.open(config.state());
    this.found = new FoundPrograms(config.found());
    this.known = ConcurrentHashMap.newKeySet();
    this.known.addAll(found.fingerprints());
    this.deadly = read(config.deadly());
    Watchdog.start(
        config.parentPid(), new Stall(progress, Duration.ofMillis(config.stallMillis())), this::onHang);
  }

  /** The same bytes as a program about what is fuzzed: any bytes are one, whatever stands in the place of the target. */
  byte[] about(byte[] bytes) {
    return ProgramBytes.about(config.target(), bytes);
  }

  /** Runs a program, unless it is known to be deadly; {@code index} is its place in the random sequence, or -1. */
  void run(Program program, byte[] bytes, long index) {
    if (!deadly.isEmpty() && deadly.contains(ByteBuffer.wrap(bytes))) {
      return;
    }
    running = bytes;
    state.begin(index, bytes);
    Program run = stateGuidance ? program : PlainOperands.of(program);
    Verdict verdict = executor.run(run);
    boolean news = keep(verdict.findings(), bytes);
    for (Again.Shown shown : again.run(run, bytes, news)) {
      keep(shown.findings(), ProgramBytes.encode(shown.program()));
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
    return stateGuidance && features.grew();
  }

  /** Keeps what is new; whether anything was. */
  private boolean keep(List<Finding> findings, byte[] bytes) {
    boolean news = false;
    for (Finding finding : findings) {
      if (!isDone() && !ledger.knows(finding) && known.add(finding.fingerprint())) {
        keep(finding, bytes);
        news = true;
      }
    }
    return news;
  }

  private void keep(Finding finding, byte[] bytes) {
    try {
      found.add(finding, bytes, state.executions() + 1);
    } catch (IOException e) {
      throw new UncheckedIOException("a finding cannot be written to " + config.found(), e);
    }
  }

  private void onHang(Finding hang) {
    state.markHung();
    if (known.add(hang.fingerprint())) {
      keep(hang, running);
    }
  }

  private static Set<ByteBuffer> read(Path folder) throws IOException {
    Set<ByteBuffer> programs = new HashSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        programs.add(ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
    return programs;
  }
}
