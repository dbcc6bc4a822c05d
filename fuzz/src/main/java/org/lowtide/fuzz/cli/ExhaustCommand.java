package org.lowtide.fuzz.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.codec.ProgramFiles;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Comparing;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Progress;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.exhaust.Alphabet;
import org.lowtide.fuzz.exhaust.Exhaust;
import org.lowtide.fuzz.exhaust.Exhausted;
import org.lowtide.fuzz.exhaust.Found;
import org.lowtide.fuzz.exhaust.Level;
import org.lowtide.fuzz.exhaust.Scope;
import org.lowtide.fuzz.repro.FindingRecord;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs every program up to a length over a few operations. */
@Command(
    name = "exhaust",
    description = {
        "Runs every program up to a length over a few operations and operands, the shortest first, in lockstep with the",
        "model; states that were reached before are followed once. What it finds has the shortest program there is.",
        "Stops at the first finding, at --operations, or after --time; without either after 60 s."
    })
final class ExhaustCommand implements Callable<Integer> {

  private static final Duration DEFAULT_TIME = Duration.ofSeconds(60);

  /** How long one operation may take. */
  private static final Duration STALL = Duration.ofSeconds(10);

  @Mixin
  private TargetOption target = new TargetOption();

  @Mixin
  private SubjectOptions subjectOptions = new SubjectOptions();

  @Option(names = "--operations", paramLabel = "N", description = "the longest programs, in operations")
  private @Nullable Integer operations;

  @Option(
      names = "--time",
      paramLabel = "60s",
      converter = DurationConverter.class,
      description = "how long to go on, start-up included; shared among the subjects")
  private @Nullable Duration time;

  @Option(
      names = "--alphabet",
      paramLabel = "FILE",
      description = "a program whose header and operations are used instead of those that are shipped")
  private @Nullable Path alphabetFile;

  @Mixin
  private PassOptions passOptions = new PassOptions();

  @Option(names = "--no-merge", description = "follow each program, whether or not its state was reached before")
  private boolean noMerge;

  @Option(
      names = "--keep-going",
      paramLabel = "N",
      defaultValue = "1",
      description = "stop after N distinct findings of a subject instead of one")
  private int keepGoing;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "findings",
      description = "where findings are written (default ${DEFAULT-VALUE})")
  private Path out = Path.of("findings");

  @Option(names = "--json", paramLabel = "FILE", description = "write the result as JSON as well")
  private @Nullable Path json;

  @Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  ExhaustCommand() {}

  @Override
  public Integer call() throws IOException, ProgramFormatException {
    Instant started = Main.started(spec);
    requireBounds();
    PrintWriter console = spec.commandLine().getOut();
    DeathReport death = Main.death(spec);
    if (death != null) {
      return death.report(subjectOptions, true, out, json, console);
    }
    Alphabet alphabet = alphabet();
    List<Subject> subjects = subjectOptions.load(alphabet.target(), spec.commandLine().getErr());
    console.printf(
        Locale.ROOT,
        "exhausting %s on %s blocks: %s, %s%n",
        String.join(", ", subjects.stream().map(Subject::name).toList()),
        subjectOptions.allocator().word(),
        Names.count(alphabet.operations().size(), "operation"),
        Names.count(alphabet.openings().size(), "opening"));
    AtomicReference<Exhaust> current = new AtomicReference<>();
    AtomicBoolean stopped = new AtomicBoolean();
    Runnable stop = () -> {
      stopped.set(true);
      Exhaust exhaust = current.get();
      if (exhaust != null) {
        exhaust.stop();
      }
    };
    try (LastWords lastWords = new LastWords(spec.commandLine().getErr())) {
      return Interruption.guard(stop, () -> all(started, alphabet, subjects, current, stopped, lastWords));
    }
  }

  private int all(Instant started, Alphabet alphabet, List<Subject> subjects, AtomicReference<Exhaust> current,
      AtomicBoolean stopped, LastWords lastWords) throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    Ledger ledger = subjectOptions.loadLedger();
    List<FindingRecord> findings = new ArrayList<>();
    List<Exhausted> results = new ArrayList<>();
    for (int i = 0; i < subjects.size() && !stopped.get(); i++) {
      Subject subject = subjects.get(i);
      lastWords.running("exhausting " + subject.name());
      Progress progress = new Progress();
      Exhaust exhaust =
          new Exhaust(
              subject, alphabet, subjectOptions.allocator()::create, scope(started, subjects.size() - i), ledger,
              passOptions.passes(), progress);
      current.set(exhaust);
      ExhaustWatch watch = new ExhaustWatch(subject, subjectOptions.allocator()::create, exhaust, progress, STALL);
      Exhausted result = watch.run(level -> print(level, console));
      for (Found found : result.found()) {
        findings.add(write(subject, found));
      }
      console.println(conclusion(result));
      results.add(result);
    }
    double seconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
    long run = results.stream().mapToLong(Exhausted::run).sum();
    console.printf(Locale.ROOT, "%,d programs run, %.1f s, %,.0f programs/s%n", run, seconds, run / seconds);
    if (json != null) {
      JsonResult.of(run, results.stream().mapToLong(Exhausted::operations).sum(), seconds, findings)
          .withExhausted(results.stream().map(ExhaustedSubject::of).toList()).write(json);
    }
    return findings.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDING;
  }

  private static void print(Level level, PrintWriter console) {
    console.printf(
        Locale.ROOT,
        "%2d operations: %,d programs, %,d run, %,d new states%s%n",
        level.operations(),
        level.programs(),
        level.run(),
        level.states(),
        level.complete() ? "" : ", not all");
  }

  private static String conclusion(Exhausted result) {
    String name = Names.printable(result.subject());
    if (result.length() < 0) {
      return name + ": nothing was covered whole";
    }
    String programs =
        String.format(
            Locale.ROOT, "all %,d programs of up to %s over this alphabet", result.programs(),
            Names.count(result.length(), "operation"));
    String conclusion =
        result.found().isEmpty()
            ? name + ": no deviation and no leak in " + programs
            : name + ": " + Names.count(result.found().size(), "finding") + "; none of the others in " + programs;
    return result.otherwise() == 0
        ? conclusion
        : conclusion + String.format(
            Locale.ROOT, "%n%s: has a state that merging does not see (%,d times): run it with --no-merge too", name,
            result.otherwise());
  }

  private FindingRecord write(Subject subject, Found found) throws IOException {
    boolean hangs = found.finding().kind() == FindingKind.HANG;
    FindingRecord record =
        subjectOptions.output(out).write(found.finding(), found.program(),
            !hangs && needsFuzzingBounds(subject, found));
    FindingPrinter.print(record, spec.commandLine().getOut());
    return record;
  }

  private boolean needsFuzzingBounds(Subject subject, Found found) {
    Executor replay = new Executor(List.of(subject), subjectOptions.allocator()::create, Bounds.REPLAY);
    return !new Comparing(replay, passOptions.passes()).run(found.program()).shows(found.finding().fingerprint());
  }

  private Alphabet alphabet() throws ProgramFormatException {
    if (alphabetFile == null) {
      return Alphabet.shipped(target.value());
    }
    try {
      return Alphabet.of(ProgramFiles.readOne(alphabetFile, Bounds.FUZZING.maxOperations()).program());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--alphabet " + Names.printable(alphabetFile) + ": " + e.getMessage());
    }
  }

  private Scope scope(Instant started, int subjectsLeft) {
    Duration all = time == null && operations == null ? DEFAULT_TIME : time;
    long left =
        all == null
            ? Scope.ANY_TIME
            : Math.max(1, all.minus(Duration.between(started, Instant.now())).toNanos() / subjectsLeft);
    return new Scope(operations == null ? Scope.ANY_LENGTH : operations, left, keepGoing, !noMerge);
  }

  private void requireBounds() {
    Requirements.atLeastOne("--operations", operations == null ? 1 : operations);
    Requirements.atLeastOne("--keep-going", keepGoing);
    Requirements.atLeastOne("--time", time == null ? 1 : time.toMillis());
    Requirements.folder("--out", out);
    Requirements.file("--json", json);
  }
}
