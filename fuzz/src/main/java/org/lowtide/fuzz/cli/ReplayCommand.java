package org.lowtide.fuzz.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.codec.ProgramFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs programs from files. */
@Command(
    name = "replay",
    description = {
        "Runs programs from files, in lockstep with the model of what they are about: a memory or an allocator.",
        "A path is a program (bytes or text), a file of traces (.jsonl, .jsonl.gz), or a folder of any of them."
    })
final class ReplayCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "files and folders of programs")
  private List<Path> paths = new ArrayList<>();

  @Mixin
  private SubjectOptions subjectOptions = new SubjectOptions();

  @Mixin
  private RunOptions runOptions = new RunOptions();

  @Mixin
  private PassOptions passOptions = new PassOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "findings",
      description = "where the programs of findings that no file shows are written (default ${DEFAULT-VALUE})")
  private Path findings = Path.of("findings");

  @Option(names = "--json", paramLabel = "FILE", description = "write the result as JSON as well")
  private @Nullable Path json;

  @Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  ReplayCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Requirements.file("--json", json);
    Requirements.folder("--out", findings);
    DeathReport death = Main.death(spec);
    if (death != null) {
      return death.report(subjectOptions, runOptions.fuzzing(), findings, json, out);
    }
    long started = System.nanoTime();
    Replay replay = new Replay(subjectOptions, runOptions, passOptions.passes(),
        subjectOptions.output(findings), subjectOptions.loadAll(err), out, err);
    try (replay) {
      for (Path path : paths) {
        ProgramFiles.read(path, runOptions.bounds().maxOperations(), replay);
      }
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    out.printf(
        Locale.ROOT,
        "%s, %,d operations, %.1f s, %,.0f operations/s%n",
        Names.count(replay.programs(), "program"),
        replay.operations(),
        seconds,
        replay.operations() / Math.max(seconds, 1e-9));
    if (replay.leftOut() > 0) {
      out.printf(Locale.ROOT, "%,d programs were left out: none of --subjects is what they are about%n",
          replay.leftOut());
    }
    if (replay.faultPrograms() > 0) {
      out.printf(Locale.ROOT, "%,d more programs with an allocation failed%n", replay.faultPrograms());
    }
    if (replay.expected() > 0) {
      out.printf(Locale.ROOT, "%,d deviations are known to the ledger%n", replay.expected());
    }
    if (replay.cut() > 0) {
      out.printf(Locale.ROOT, "%,d operations were cut off by the bounds of %s%n", replay.cut(),
          runOptions.boundsWord());
    }
    if (json != null) {
      JsonResult.of(replay.programs(), replay.operations(), seconds, replay.findings()).write(json);
    }
    out.println(replay.programs() - replay.failed() + " passed, " + replay.failed() + " failed");
    if (replay.failed() > 0) {
      return ExitCode.FINDING;
    }
    return replay.problems() > 0 ? ExitCode.USAGE : ExitCode.CLEAN;
  }
}
