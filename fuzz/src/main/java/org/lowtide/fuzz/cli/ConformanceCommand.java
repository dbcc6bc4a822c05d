package org.lowtide.fuzz.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.campaign.AllocatorKind;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.conformance.Conformance;
import org.lowtide.fuzz.repro.ReproduceLine;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.vm.MemoryMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs public test vectors on the virtual machine. */
@Command(
    name = "conformance",
    description = {
        "Runs test vectors of Ethereum on the virtual machine.",
        "A path is a file of vectors (.json, .json.gz) or a folder of them. A case is one frame (Frontier) or blocks "
            + "(Shanghai, Cancun). It fails where gas, output, logs or an account differ, a byte stays live, or in "
            + "shadow mode the two memories differ. A case that needs what the machine has not is unsupported."
    })
final class ConformanceCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "files and folders of vectors")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--memory",
      paramLabel = "legacy|arena|shadow",
      description = "what the machine runs on (default: the system property lowtide.memory, or arena)")
  private @Nullable MemoryMode memory;

  @Option(
      names = "--allocator",
      paramLabel = "heap|native",
      defaultValue = "heap",
      description = "where blocks come from (default ${DEFAULT-VALUE})")
  private AllocatorKind allocator = AllocatorKind.HEAP;

  @Option(
      names = "--case-time",
      paramLabel = "60s",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "how long a case may take before it has failed (default ${DEFAULT-VALUE})")
  private Duration caseTime = Duration.ZERO;

  @Option(
      names = "--record",
      paramLabel = "DIR",
      description = "write what each transaction does to its memory as a program, for the verb replay")
  private @Nullable Path record;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "findings",
      description = "where the program of a deviation in shadow mode is written (default ${DEFAULT-VALUE})")
  private Path findings = Path.of("findings");

  @Option(
      names = "--subjects",
      split = ",",
      paramLabel = "NAME",
      description = "the memory that takes the place of the old one in the settings legacy and shadow")
  private List<String> subjects = new ArrayList<>();

  @Mixin
  private SubjectPaths subjectPaths = new SubjectPaths();

  @Option(names = "--json", paramLabel = "FILE", description = "write the result as JSON as well")
  private @Nullable Path json;

  @Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  ConformanceCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Requirements.atLeastOne("--case-time", caseTime.toMillis());
    Requirements.file("--json", json);
    Requirements.folder("--out", findings);
    if (record != null) {
      Requirements.folder("--record", record);
    }
    MemoryMode mode = memory();
    MemoryProvider oldMemory = OldMemory.choose(subjects, subjectPaths, spec.commandLine().getErr());
    ReproduceLine reproduce = new ReproduceLine(allocator == AllocatorKind.NATIVE, subjectPaths.asGiven(), false);
    ConformanceReport report =
        new ConformanceReport(out, spec.commandLine().getErr(), oldMemory.name(), reproduce);
    long started = System.nanoTime();
    Conformance conformance =
        new Conformance(allocator.create(), mode, oldMemory, record, findings).within(caseTime);
    run(conformance, report);
    double seconds = (System.nanoTime() - started) / 1e9;
    out.printf(Locale.ROOT, "memory %s, allocator %s, %.1f s%n", mode.word(), allocator.word(), seconds);
    if (record != null) {
      out.println(Names.count(conformance.recorded(), "program") + " written to " + Names.printable(record));
    }
    if (json != null) {
      report.write(json, mode.word(), allocator.word(), seconds);
    }
    out.println(report.summary());
    return report.exitCode();
  }

  private void run(Conformance conformance, ConformanceReport report) throws IOException {
    try {
      for (Path path : paths) {
        conformance.run(path, report);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private MemoryMode memory() {
    if (memory != null) {
      return memory;
    }
    try {
      return MemoryMode.fromProperty();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
