package org.lowtide.fuzz.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.campaign.Death;
import org.lowtide.fuzz.codec.ProgramFiles;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.repro.FindingRecord;

/** Reports the program that ended the JVM in which a command ran, in the place of the command. */
final class DeathReport {

  private final Death death;
  private final Program program;
  private final Instant started;

  DeathReport(Death death, Program program, Instant started) {
    this.death = death;
    this.program = program;
    this.started = started;
  }

  /**
   * Prints the finding, and writes all findings as JSON where that is asked for; returns the exit code. A program that is
   * in no file is written to the folder.
   */
  int report(SubjectOptions options, boolean fuzzingBounds, Path folder, @Nullable Path json, PrintWriter out)
      throws IOException {
    Finding finding = death.finding(program);
    String line = options.reproduceLine(fuzzingBounds).text(death.name(), finding);
    FindingRecord record =
        isInItsFile() ? FindingRecord.of(finding, program, death.name(), line)
            : options.output(folder).write(finding, program, fuzzingBounds);
    FindingPrinter.print(record, out);
    if (json != null) {
      List<FindingRecord> all = new ArrayList<>(death.earlier());
      all.add(record);
      double seconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
      JsonResult.of(death.executions() + 1, death.operations(), seconds, all).write(json);
    }
    return ExitCode.FINDING;
  }

  /** Whether what ran is called after the file that it is all of. */
  private boolean isInItsFile() {
    try {
      return ProgramFiles.readOne(Path.of(death.name()), program.operations().size()).program().equals(program);
    } catch (ProgramFormatException e) {
      return false;
    }
  }
}
