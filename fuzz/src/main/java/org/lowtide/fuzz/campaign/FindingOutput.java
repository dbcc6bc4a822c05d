package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.repro.FindingFiles;
import org.lowtide.fuzz.repro.FindingRecord;
import org.lowtide.fuzz.repro.ReproduceLine;

/**
 * Writes findings to the folder that the user named.
 *
 * @param out the folder
 * @param allocator where blocks came from
 * @param subjectPaths someone's own jars and class folders, as they were given
 */
public record FindingOutput(Path out, AllocatorKind allocator, List<String> subjectPaths) {

  /** Makes an output. */
  public FindingOutput {
    subjectPaths = List.copyOf(subjectPaths);
  }

  /**
   * Writes one finding.
   *
   * @param finding the finding, as the program shows it
   * @param program the program
   * @param fuzzingBounds whether it takes the bounds of fuzzing to show it
   * @return the finding as {@code --json} writes it
   * @throws IOException where a file cannot be written
   */
  public FindingRecord write(Finding finding, Program program, boolean fuzzingBounds) throws IOException {
    ReproduceLine line = new ReproduceLine(allocator == AllocatorKind.NATIVE, subjectPaths, fuzzingBounds);
    FindingFiles.Written written = new FindingFiles(out, line).write(finding, program);
    return FindingRecord.of(finding, program, written.program().toString(), written.reproduce());
  }
}
