package org.lowtide.fuzz.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.bytecode.Judge;
import org.lowtide.fuzz.campaign.Campaign;
import org.lowtide.fuzz.campaign.CampaignOptions;
import org.lowtide.fuzz.campaign.CampaignResult;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.repro.FindingRecord;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fuzzes memories, or allocators, in lockstep with the model; or the virtual machine on all its memories. */
@Command(
    name = "fuzz",
    description = {
        "Fuzzes memories or allocators in lockstep with a model: long random programs first, then coverage-guided ones.",
        "With --target vm, fuzzes the virtual machine with bytecode on its three settings of memory in the same way.",
        "Stops at the first finding, or after 60 s where neither --time nor --runs is given."
    })
final class FuzzCommand implements Callable<Integer> {

  private static final Duration DEFAULT_TIME = Duration.ofSeconds(60);

  @Option(
      names = "--target",
      paramLabel = "memory|allocator|vm",
      defaultValue = "memory",
      description = "what is fuzzed: memories, allocators and pools, or the virtual machine (default ${DEFAULT-VALUE})")
  private Fuzzed target = Fuzzed.MEMORY;

  @Mixin
  private SubjectOptions subjectOptions = new SubjectOptions();

  @Mixin
  private PassOptions passOptions = new PassOptions();

  @Option(
      names = "--time",
      paramLabel = "60s",
      converter = DurationConverter.class,
      description = "how long to fuzz, start-up included; shrinking adds at most 10 s")
  private @Nullable Duration time;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "how many programs to run after the corpus; seed, corpus and runs fix the outcome")
  private @Nullable Long runs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "where all randomness comes from (default ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      description = "start from the programs in this folder too, and keep new ones there; made where it is missing")
  private @Nullable Path corpus;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "findings",
      description = "where findings are written (default ${DEFAULT-VALUE})")
  private Path out = Path.of("findings");

  @Option(names = "--json", paramLabel = "FILE", description = "write the result as JSON as well")
  private @Nullable Path json;

  @Option(
      names = "--keep-going",
      paramLabel = "N",
      defaultValue = "1",
      description = "stop after N distinct findings instead of one")
  private int keepGoing;

  @Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  FuzzCommand() {}

  @Override
  public Integer call() throws IOException {
    Instant started = Main.started(spec);
    PrintWriter console = spec.commandLine().getOut();
    Target contract = target.contract();
    CampaignOptions options = contract == null ? machineOptions(started) : options(started, contract);
    List<String> subjects = contract == null ? Judge.subjects(options.subjects().getFirst()) : options.subjects();
    console.printf(
        "fuzzing %s%s on %s blocks, seed %d, %s%n", contract == null ? "the virtual machine on " : "",
        String.join(", ", subjects), options.allocator().word(), seed, bound(options));
    StatusLine status = new StatusLine(console, started);
    Campaign campaign = contract == null ? Campaign.ofMachine(options, status) : new Campaign(options, status);
    return Interruption.guard(campaign::stop, () -> run(campaign, status, started, console));
  }

  private int run(Campaign campaign, StatusLine status, Instant started, PrintWriter console) throws IOException {
    CampaignResult result;
    try {
      result = campaign.run();
    } finally {
      status.end();
    }
    double seconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
    result.notes().forEach(note -> spec.commandLine().getErr().println("lowtide: " + Names.printable(note)));
    for (FindingRecord finding : result.findings()) {
      FindingPrinter.print(finding, console);
    }
    console.printf(
        Locale.ROOT,
        "%,d executions (%,d random, %,d guided), %,d %s, %.1f s, %,.0f exec/s%n",
        result.executions(),
        result.randomExecutions(),
        result.executions() - result.randomExecutions(),
        result.operations(),
        target == Fuzzed.VM ? "instructions" : "operations",
        seconds,
        result.executions() / seconds);
    if (corpus != null) {
      console.printf(Locale.ROOT, "%,d %s added to %s%n", result.corpusAdded(),
          target == Fuzzed.VM ? "cases" : "programs", Names.printable(corpus));
    }
    console
        .println(result.findings().isEmpty() ? "no finding"
            : Names.count(result.findings().size(), "finding") + " written to " + Names.printable(out));
    if (json != null) {
      JsonResult.of(result.executions(), result.operations(), seconds, result.findings()).write(json);
    }
    return result.findings().isEmpty() ? ExitCode.CLEAN : ExitCode.FINDING;
  }

  /** What bounds a run, as its first line says it. */
  static String bound(CampaignOptions options) {
    return options.time() == null ? options.runs() + " runs" : options.time().toMillis() / 1000.0 + " s";
  }

  private CampaignOptions options(Instant started, Target contract) {
    requireBounds();
    List<Subject> subjects = subjectOptions.load(contract, spec.commandLine().getErr());
    return options(started, contract, subjects.stream().map(Subject::name).toList());
  }

  private CampaignOptions machineOptions(Instant started) {
    requireBounds();
    if (!passOptions.passes().isEmpty()) {
      throw new UsageException("--target vm has no further passes: leave out --faults, --poison and --twice");
    }
    return options(started, Target.MEMORY, List.of(subjectOptions.oldMemory(spec.commandLine().getErr())));
  }

  private void requireBounds() {
    Requirements.atLeastOne("--runs", runs == null ? 1 : runs);
    Requirements.atLeastOne("--keep-going", keepGoing);
    Requirements.atLeastOne("--time", time == null ? 1 : time.toMillis());
    Requirements.folder("--out", out);
    if (corpus != null) {
      Requirements.folder("--corpus", corpus);
    }
    Requirements.file("--json", json);
  }

  private CampaignOptions options(Instant started, Target contract, List<String> subjects) {
    return new CampaignOptions(
        contract,
        subjects,
        subjectOptions.paths(),
        subjectOptions.allocator(),
        subjectOptions.ledger(),
        seed,
        started,
        time == null && runs == null ? DEFAULT_TIME : time,
        runs,
        corpus,
        out,
        keepGoing,
        passOptions.passes());
  }
}
