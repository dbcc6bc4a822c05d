package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.bytecode.CaseBytes;
import org.lowtide.fuzz.bytecode.CaseShrinker;
import org.lowtide.fuzz.bytecode.Judge;
import org.lowtide.fuzz.bytecode.MachineStall;
import org.lowtide.fuzz.bytecode.VmCase;
import org.lowtide.fuzz.bytecode.WatchedJudge;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.repro.FindingRecord;

/** Shrinks what was found of the machine, in a JVM of its own, and writes each finding out. */
final class VmShrinkWorker {

  /** How long a case may take that is known to hang. */
  private static final Duration STALL = Duration.ofMillis(700);

  /** How long any other may take, before shrinking it is given up. */
  private static final Duration GIVE_UP = Duration.ofSeconds(20);

  private static final long TRIALS = 20_000;

  /** A case that hangs costs a stall, and a thread that nobody can stop, so there are few. */
  private static final long HANG_TRIALS = 4;

  private final WorkerConfig config;
  private final Judge judge;

  private VmShrinkWorker(WorkerConfig config) {
    this.config = config;
    this.judge = config.judge();
  }

  /** Shrinks the findings from {@code firstIndex} on, sharing out the time until the deadline. */
  static void run(WorkerConfig config) throws IOException {
    VmShrinkWorker worker = new VmShrinkWorker(config);
    Watchdog.start(config.parentPid(), new MachineStall(worker.judge.progress(), GIVE_UP)::look, _ -> {});
    List<Met> found = new FoundPrograms(config.found()).list();
    for (int i = Math.toIntExact(config.firstIndex()); i < found.size(); i++) {
      long now = System.currentTimeMillis();
      long share = Math.max(1, (config.deadlineMillis() - now) / (found.size() - i));
      config.addResult(i, worker.shrink(found.get(i), now + share));
    }
  }

  private FindingRecord shrink(Met met, long deadlineMillis) throws IOException {
    VmCase start = CaseBytes.decode(Files.readAllBytes(Path.of(met.program())));
    if (!judge.subjects().contains(met.subject()) || met.endsJvm()) {
      return config.vectors().write(met.finding(), start); // what ended a JVM is not run here
    }
    boolean hangs = met.kind() == FindingKind.HANG;
    Judge only = judge.only(met.subject());
    Function<VmCase, List<Finding>> run =
        hangs ? vmCase -> WatchedJudge.findings(only, vmCase, STALL) : only::findings;
    String fingerprint = met.finding().fingerprint();
    VmCase small =
        CaseShrinker.shrink(
            vmCase -> shown(run.apply(vmCase), fingerprint) != null, start, hangs ? HANG_TRIALS : TRIALS,
            () -> System.currentTimeMillis() >= deadlineMillis);
    Finding finding = hangs ? null : shown(only.findings(small), fingerprint);
    return finding == null
        ? config.vectors().write(met.finding(), small)
        : config.vectors().write(finding, small, judge.expected(small, finding));
  }

  private static @Nullable Finding shown(List<Finding> findings, String fingerprint) {
    return findings.stream().filter(each -> each.fingerprint().equals(fingerprint)).findFirst().orElse(null);
  }
}
