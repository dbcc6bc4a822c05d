package org.lowtide.fuzz.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lowtide.fuzz.campaign.AllocatorKind;
import org.lowtide.fuzz.campaign.FindingOutput;
import org.lowtide.fuzz.campaign.Subjects;
import org.lowtide.fuzz.corpus.LedgerReader;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.repro.ReproduceLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is run, and over which bytes. */
final class SubjectOptions {

  @Option(
      names = "--subjects",
      split = ",",
      paramLabel = "NAME",
      description = "the memories to run, by name; without it all that are found (see the verb subjects)")
  private List<String> names = new ArrayList<>();

  @Mixin
  private SubjectPaths subjectPaths = new SubjectPaths();

  @Option(
      names = "--allocator",
      paramLabel = "heap|native",
      defaultValue = "heap",
      description = "where blocks come from (default ${DEFAULT-VALUE})")
  private AllocatorKind allocator = AllocatorKind.HEAP;

  @Option(names = "--no-ledger", description = "report known deviations of the old design as well")
  private boolean noLedger;

  SubjectOptions() {}

  List<Path> paths() {
    return subjectPaths.checked();
  }

  AllocatorKind allocator() {
    return allocator;
  }

  boolean ledger() {
    return !noLedger;
  }

  Ledger loadLedger() {
    return noLedger ? Ledger.EMPTY : LedgerReader.shipped();
  }

  /** Loads the subjects that are asked for; what could not be loaded is a line of warning each. */
  List<Subject> load(PrintWriter err) {
    try {
      Subjects found = subjectPaths.find(err);
      return found.choose(names);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  ReproduceLine reproduceLine(boolean fuzzingBounds) {
    return new ReproduceLine(allocator == AllocatorKind.NATIVE, pathsAsGiven(), fuzzingBounds);
  }

  FindingOutput output(Path out) {
    return new FindingOutput(out, allocator, pathsAsGiven());
  }

  private List<String> pathsAsGiven() {
    return subjectPaths.asGiven();
  }
}
