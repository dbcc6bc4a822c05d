package org.lowtide.fuzz.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.lowtide.fuzz.campaign.AllocatorKind;
import org.lowtide.fuzz.campaign.FindingOutput;
import org.lowtide.fuzz.campaign.Subjects;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.corpus.LedgerReader;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.repro.ReproduceLine;
import org.lowtide.memory.MemoryProvider;
import picocli.CommandLine.Option;

/** The options that say what is run, and over which bytes. */
final class SubjectOptions {

  private static final String SERVICES = "META-INF/services/" + MemoryProvider.class.getName();

  @Option(
      names = "--subjects",
      split = ",",
      paramLabel = "NAME",
      description = "the memories to run, by name; without it all that are found (see the verb subjects)")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--subject-path",
      paramLabel = "PATH",
      description = "a jar or class folder with your own MemoryProvider; may be given several times")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--allocator",
      paramLabel = "heap|native",
      defaultValue = "heap",
      description = "where blocks come from: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE})")
  private AllocatorKind allocator = AllocatorKind.HEAP;

  @Option(names = "--no-ledger", description = "report known deviations of the old design as well")
  private boolean noLedger;

  SubjectOptions() {}

  List<Path> paths() {
    boolean declared = paths.isEmpty();
    for (Path path : paths) {
      declared |= declares(path);
    }
    if (!declared) {
      throw new UsageException(
          "--subject-path " + Names.printable(paths.getFirst()) + ": no memory provider is declared there in "
              + SERVICES);
    }
    return paths;
  }

  /** Whether a jar or class folder declares providers; where it does not, it may be what a provider needs. */
  private static boolean declares(Path path) {
    String shown = "--subject-path " + Names.printable(path) + ": ";
    if (path.toString().contains(File.pathSeparator)) {
      throw new UsageException(shown + "must not contain '" + File.pathSeparator + "', which separates class paths");
    }
    if (Files.isDirectory(path)) {
      return Files.isRegularFile(path.resolve(SERVICES));
    }
    if (!Files.isRegularFile(path)) {
      throw new UsageException(shown + "no such jar or class folder");
    }
    try (JarFile jar = new JarFile(path.toFile())) {
      return jar.getEntry(SERVICES) != null;
    } catch (IOException e) {
      throw new UsageException(shown + "is no jar that can be read: " + e.getMessage());
    }
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
      Subjects found = find(err);
      return found.choose(names);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  Subjects find(PrintWriter err) {
    Subjects found = loadAll();
    found.warnings().forEach(warning -> err.println("lowtide: warning: " + Names.printable(warning)));
    return found;
  }

  private Subjects loadAll() {
    try {
      return Subjects.load(paths());
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
    return paths.stream().map(Path::toString).toList();
  }
}
