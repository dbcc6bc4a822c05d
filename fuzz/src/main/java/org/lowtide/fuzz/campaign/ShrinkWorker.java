package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Comparing;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Pass;
import org.lowtide.fuzz.exec.ProgramRunner;
import org.lowtide.fuzz.exec.Progress;
import org.lowtide.fuzz.exec.Stall;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.exec.WatchedExecutor;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.repro.FindingRecord;
import org.lowtide.fuzz.shrink.ShrinkLimits;
import org.lowtide.fuzz.shrink.Shrinker;
import org.lowtide.fuzz.shrink.Shrunk;

/** Shrinks what was found, in a JVM of its own, and writes each finding out. */
final class ShrinkWorker {

  /** How long an operation of a program that is known to hang may take. */
  private static final Duration STALL = Duration.ofMillis(500);

  /** How long one may take of any other program, before shrinking it is given up. */
  private static final Duration GIVE_UP = Duration.ofSeconds(2);

  /** The share of its time that shrinking a program that hangs may take: the last run costs a stall beyond it. */
  private static final int HANG_SHARE = 2;

  private final WorkerConfig config;
  private final List<Subject> subjects;
  private final Progress progress = new Progress();

  private ShrinkWorker(WorkerConfig config) {
    this.config = config;
    this.subjects = config.load();
  }

  /** Shrinks the findings from {@code firstIndex} on, sharing out the time until the deadline. */
  static void run(WorkerConfig config) throws IOException {
    ShrinkWorker worker = new ShrinkWorker(config);
    Watchdog.start(config.parentPid(), new Stall(worker.progress, GIVE_UP)::look, _ -> {});
    List<Met> found = new FoundPrograms(config.found()).list();
    for (int i = (int) config.firstIndex(); i < found.size(); i++) {
      long left = Math.max(1, config.deadlineMillis() - System.currentTimeMillis());
      FindingRecord record = worker.shrink(found.get(i), Duration.ofMillis(Math.max(1, left / (found.size() - i))));
      config.addResult(i, record);
    }
  }

  private FindingRecord shrink(Met met, Duration time) throws IOException {
    Program program = ProgramBytes.decode(Files.readAllBytes(Path.of(met.program())));
    String fingerprint = met.finding().fingerprint();
    boolean ours = subjects.stream().anyMatch(subject -> subject.name().equals(met.subject()));
    if (!ours) {
      return config.output().write(met.finding(), program, true); // what ended a JVM is not run here
    }
    boolean hangs = met.kind() == FindingKind.HANG;
    ShrinkLimits limits = ShrinkLimits.DEFAULT.within(hangs ? time.dividedBy(HANG_SHARE) : time);
    Optional<Shrunk> shrunk = new Shrinker(runner(met, config.bounds())).shrink(program, fingerprint, limits);
    if (shrunk.isEmpty()) {
      return config.output().write(met.finding(), program, true);
    }
    Program small = shrunk.get().program();
    boolean fuzzingBounds = !hangs && !runner(met, Bounds.REPLAY).run(small).shows(fingerprint);
    return config.output().write(shrunk.get().finding(), small, fuzzingBounds);
  }

  private static ProgramRunner comparing(Met met, Executor executor) {
    Set<Pass> needed = EnumSet.noneOf(Pass.class);
    for (Pass pass : Pass.values()) {
      if (pass.isNeededBy(met.finding())) {
        needed.add(pass);
      }
    }
    return needed.isEmpty() ? executor : new Comparing(executor, needed);
  }

  private ProgramRunner runner(Met met, Bounds bounds) {
    return met.kind() == FindingKind.HANG
        ? new WatchedExecutor(subjects, config.allocator()::create, bounds, STALL).only(met.subject())
        : comparing(met, new Executor(subjects, config.allocator()::create, bounds, progress).only(met.subject()));
  }
}
