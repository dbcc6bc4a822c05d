package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Path;
import org.lowtide.fuzz.bytecode.CaseBytes;
import org.lowtide.fuzz.bytecode.CaseShrinker;
import org.lowtide.fuzz.bytecode.CaseVector;
import org.lowtide.fuzz.bytecode.Judge;
import org.lowtide.fuzz.bytecode.VmCase;
import org.lowtide.fuzz.bytecode.VmFinding;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.repro.ReproduceLine;

/** Shrinks findings of the virtual machine, and writes each as a vector with a short report beside it. */
final class VmFindingFiles {

  private static final long TRIALS = 20_000;
  private static final int SHOWN_CHARACTERS = 200;

  private final Judge judge;
  private final AllocatorKind allocator;
  private final Path out;

  VmFindingFiles(Judge judge, AllocatorKind allocator, Path out) {
    this.judge = judge;
    this.allocator = allocator;
    this.out = out;
  }

  /** Writes the finding of that name, of a case that showed it. */
  VmFindingRecord write(String name, byte[] bytes) throws IOException {
    VmCase met = CaseBytes.decode(bytes);
    VmFinding finding = finding(name, met);
    VmCase small = CaseShrinker.shrink(judge, finding, met, TRIALS);
    VmFinding shown = finding(name, small);
    Path vector = out.resolve(name + ".json");
    AtomicFiles.write(vector, CaseVector.text(name, small, judge));
    VmFindingRecord record =
        new VmFindingRecord(
            shown.kind(), shown.memory().word(), shown.what(), line(shown.expected()), line(shown.observed()),
            small.instructions(), vector.toString(),
            reproduce(vector, shown));
    AtomicFiles.write(out.resolve(name + ".report.txt"), report(record));
    return record;
  }

  private VmFinding finding(String name, VmCase vmCase) {
    return judge.findings(vmCase).stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow(
        () -> new CampaignException("the finding " + name + " did not show again on the same input"));
  }

  private static String line(String text) {
    String shown = text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    return Names.printable(shown);
  }

  private String reproduce(Path vector, VmFinding finding) {
    return "./lowtide conformance " + ReproduceLine.quotePath(vector.toString()) + " --memory "
        + finding.memory().word() + (allocator == AllocatorKind.NATIVE ? " --allocator native" : "");
  }

  private static String report(VmFindingRecord finding) {
    return String.join(
        "\n",
        finding.kind() + " on " + finding.memory() + ": " + finding.what(),
        "  expected   " + finding.expected(),
        "  observed   " + finding.observed(),
        "  vector     " + Names.count(finding.instructions(), "instruction"),
        "  reproduce  " + finding.reproduce(),
        "");
  }
}
