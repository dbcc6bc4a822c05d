package org.lowtide.fuzz.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lowtide.fuzz.campaign.AllocatorKind;
import org.lowtide.fuzz.campaign.FindingOutput;
import org.lowtide.fuzz.campaign.Subjects;
import org.lowtide.fuzz.corpus.LedgerReader;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.repro.ReproduceLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is run, and over which bytes. */
final class SubjectOptions {

  @Option(
      names = "--subjects",
      split = ",",
      paramLabel = "NAME",
      description = "what to run, by name; without it all of the kind that are found (see the verb subjects)")
  private List<String> names = new ArrayList<>();

  @Mixin
  private SubjectPaths subjectPaths = new SubjectPaths();

  @Option(
      names = "--allocator",
      paramLabel = "heap|native",
      defaultValue = "heap",
      description = "where the subjects take their blocks from (default ${DEFAULT-VALUE})")
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

  /** The one memory that the machine runs on beside the arena; the shipped one where none is asked for. */
  String oldMemory(PrintWriter err) {
    if (noLedger) {
      throw new UsageException("--no-ledger: the machine has no ledger");
    }
    return OldMemory.choose(names, subjectPaths, err).name();
  }

  /** Loads the subjects of a target that are asked for; what could not be loaded is a line of warning each. */
  List<Subject> load(Target target, PrintWriter err) {
    Subjects found = subjectPaths.find(target, err);
    requireNoneOfAnotherTarget(found, err);
    try {
      return found.choose(names);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private void requireNoneOfAnotherTarget(Subjects found, PrintWriter err) {
    List<String> unknown = names.stream().filter(name -> !found.byName().containsKey(name)).toList();
    if (unknown.isEmpty()) {
      return;
    }
    for (Target other : Target.values()) {
      Set<String> others = subjectPaths.find(other, err).byName().keySet();
      unknown.stream().filter(others::contains).findFirst().ifPresent(name -> {
        throw new UsageException("'" + name + "' is " + other.phrase() + ": add --target " + other.word());
      });
    }
  }

  /** Loads the subjects that are asked for, of whichever target each is. */
  Map<Target, List<Subject>> loadAll(PrintWriter err) {
    Map<Target, List<Subject>> chosen = new EnumMap<>(Target.class);
    SortedSet<String> known = new TreeSet<>();
    for (Target target : Target.values()) {
      Subjects found = subjectPaths.find(target, err);
      known.addAll(found.byName().keySet());
      List<String> ofTarget = names.stream().filter(found.byName()::containsKey).toList();
      chosen.put(target, names.isEmpty() || !ofTarget.isEmpty() ? found.choose(ofTarget) : List.of());
    }
    for (String name : names) {
      if (!known.contains(name)) {
        throw new UsageException("unknown subject '" + name + "'; known are " + String.join(", ", known));
      }
    }
    return chosen;
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
