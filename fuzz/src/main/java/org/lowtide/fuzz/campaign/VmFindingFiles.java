package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.bytecode.CaseVector;
import org.lowtide.fuzz.bytecode.Judge;
import org.lowtide.fuzz.bytecode.Observed;
import org.lowtide.fuzz.bytecode.VmCase;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.repro.FindingRecord;
import org.lowtide.fuzz.repro.FindingReport;
import org.lowtide.fuzz.repro.ReproduceLine;

/** Writes findings of the virtual machine, each as a vector with a short report beside it. */
final class VmFindingFiles {

  private static final int SHOWN_CHARACTERS = 200;

  private final Path out;
  private final AllocatorKind allocator;
  private final String oldMemory;
  private final List<String> subjectPaths;

  VmFindingFiles(Path out, AllocatorKind allocator, String oldMemory, List<String> subjectPaths) {
    this.out = out;
    this.allocator = allocator;
    this.oldMemory = oldMemory;
    this.subjectPaths = subjectPaths;
  }

  /** Writes a finding whose case is not run again: its vector asks only that it ends and nothing stays live. */
  FindingRecord write(Finding finding, VmCase vmCase) throws IOException {
    return write(finding, vmCase, null);
  }

  /** Writes a finding with what its case should come to; null where nobody knows. */
  FindingRecord write(Finding finding, VmCase vmCase, @Nullable Observed expected) throws IOException {
    String name = name(finding);
    Path vector = out.resolve(name + ".json");
    AtomicFiles.write(vector, CaseVector.text(name, vmCase, expected));
    Finding shown =
        new Finding(
            finding.kind(), finding.subject(), finding.rule(), vmCase.instructions(), finding.signature(),
            line(finding.expected()), line(finding.observed()), finding.leak());
    FindingRecord record =
        FindingRecord.of(
            shown, vmCase.instructions(), vmCase.listing(), vector.toString(), reproduce(vector, finding.subject()));
    AtomicFiles.write(out.resolve(name + ".report.txt"), FindingReport.text(record));
    return record;
  }

  private static String name(Finding finding) {
    String all = finding.kind() + "-" + finding.signature().operation() + "-" + finding.subject();
    return all.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-");
  }

  private static String line(String text) {
    String shown = text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    return Names.printable(shown);
  }

  private String reproduce(Path vector, String subject) {
    StringBuilder line = new StringBuilder("./lowtide conformance ");
    line.append(ReproduceLine.quotePath(vector.toString())).append(" --memory ").append(Judge.mode(subject).word());
    if (allocator == AllocatorKind.NATIVE) {
      line.append(" --allocator native");
    }
    if (!subjectPaths.isEmpty()) {
      line.append(" --subjects ").append(ReproduceLine.quote(oldMemory));
    }
    subjectPaths.forEach(path -> line.append(" --subject-path ").append(ReproduceLine.quotePath(path)));
    return line.toString();
  }
}
