package org.lowtide.fuzz.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.campaign.FindingOutput;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramFiles;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.exec.Comparing;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.ProgramRunner;
import org.lowtide.fuzz.exec.Verdict;
import org.lowtide.fuzz.exec.WatchedExecutor;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.shrink.ShrinkLimits;
import org.lowtide.fuzz.shrink.Shrinker;
import org.lowtide.fuzz.shrink.Shrunk;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shrinks a program. */
@Command(
    name = "minimize",
    description = "Shrinks a program to the smallest that shows the same finding, and writes it as the fuzzer does.")
final class MinimizeCommand implements Callable<Integer> {

  private static final Duration STALL = Duration.ofSeconds(2);

  @Parameters(paramLabel = "FILE", description = "a program (bytes or text)")
  private Path file = Path.of("");

  @Mixin
  private SubjectOptions subjectOptions = new SubjectOptions();

  @Mixin
  private RunOptions runOptions = new RunOptions();

  @Mixin
  private ComparisonOptions comparisons = new ComparisonOptions();

  @Option(
      names = "--fingerprint",
      paramLabel = "HEX",
      description = "which finding to keep; without it the first that is not in the ledger")
  private @Nullable String fingerprint;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "findings",
      description = "where the result is written (default ${DEFAULT-VALUE})")
  private Path out = Path.of("findings");

  @Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  MinimizeCommand() {}

  @Override
  public Integer call() throws IOException, ProgramFormatException {
    PrintWriter console = spec.commandLine().getOut();
    Requirements.folder("--out", out);
    DeathReport death = Main.death(spec);
    if (death != null) {
      return death.report(subjectOptions, runOptions.fuzzing(), out, null, console);
    }
    NamedProgram read = ProgramFiles.readOne(file, runOptions.bounds().maxOperations());
    WatchedExecutor watched =
        new WatchedExecutor(
            subjectOptions.load(read.program().header().target(), spec.commandLine().getErr()),
            subjectOptions.allocator()::create,
            runOptions.bounds(),
            STALL,
            comparisons.passes());
    long started = System.nanoTime();
    Shrunk shrunk;
    try (LastWords lastWords = new LastWords(spec.commandLine().getErr())) {
      lastWords.running(read.name());
      Optional<Finding> chosen = choose(watched.run(read.program()));
      if (chosen.isEmpty()) {
        console.println("no finding: nothing to minimize");
        return ExitCode.CLEAN;
      }
      shrunk = shrink(watched, read.program(), chosen.get());
    }
    Program small = shrunk.program();
    console.printf(
        Locale.ROOT,
        "%,d operations to %,d, %,d executions, %.2f s%s%n",
        read.program().operations().size(),
        small.operations().size(),
        shrunk.executions(),
        (System.nanoTime() - started) / 1e9,
        shrunk.complete() ? "" : "; stopped by its limit before it was minimal");
    FindingOutput output = subjectOptions.output(out);
    FindingPrinter.print(output.write(shrunk.finding(), small, runOptions.fuzzing()), console);
    return ExitCode.FINDING;
  }

  private Optional<Finding> choose(Verdict verdict) {
    Ledger ledger = subjectOptions.loadLedger();
    return verdict.findings().stream()
        .filter(
            finding -> fingerprint == null ? !ledger.knows(finding) : finding.fingerprint().equals(fingerprint))
        .findFirst();
  }

  private Shrunk shrink(WatchedExecutor watched, Program program, Finding finding) {
    ProgramRunner runner =
        finding.kind() == FindingKind.HANG
            ? watched
            : new Comparing(
                new Executor(watched.subjects(), subjectOptions.allocator()::create, runOptions.bounds()),
                comparisons.passes());
    ShrinkLimits limits =
        finding.kind() == FindingKind.HANG ? ShrinkLimits.DEFAULT.within(Duration.ofSeconds(30)) : ShrinkLimits.DEFAULT;
    return new Shrinker(runner)
        .shrink(program, finding.fingerprint(), limits)
        .orElseThrow(() -> new UsageException("the finding did not show again: the subject is not deterministic"));
  }
}
