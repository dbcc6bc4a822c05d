package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.bytecode.Judge;
import org.lowtide.fuzz.bytecode.RandomCases;
import org.lowtide.fuzz.bytecode.VectorSeeds;
import org.lowtide.fuzz.bytecode.VmFinding;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.memory.MemoryProvider;

/**
 * Fuzzes the virtual machine: the shipped vectors' code, random cases, then coverage-guided ones in a JVM of their own;
 * then shrinking. Gas ends every case, so that none hangs.
 *
 * <p>Seed, starting corpus and number of runs fix the outcome; a run bounded by time is cut wherever that is.
 *
 * <p>Thread rule: {@link #run} is called once; {@link #stop} may be called from any thread.
 */
public final class VmCampaign {

  private static final int RANDOM_SHARE = 4;
  private static final Duration LEAST_GUIDED = Duration.ofSeconds(6);
  private static final Duration OVERTIME = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration A_YEAR = Duration.ofDays(365);
  private static final Duration MOST_LEFT = Duration.ofSeconds(3);
  private static final long FOREVER_RUNS = Long.MAX_VALUE >> 2;
  private static final int LATE_EVERY = 16;
  private static final String CASE_SUFFIX = ".case";

  /** An operand of 32 bytes: the largest word, and the smallest that is negative. */
  private static final String DICTIONARY =
      "\"\\xf0" + "\\xff".repeat(32) + "\"\n\"\\xf0\\x80" + "\\x00".repeat(31) + "\"\n";

  private final CampaignOptions options;
  private final @Nullable MemoryProvider oldMemory;
  private final CampaignStatus.Listener listener;
  private final List<String> notes = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * Makes a run.
   *
   * @param options what is asked for; the target and the subjects in it are not looked at
   * @param oldMemory what the arena is compared with, at random only; null for the memory that is shipped
   * @param listener is told how far the run is
   */
  public VmCampaign(
      CampaignOptions options, @Nullable MemoryProvider oldMemory, CampaignStatus.Listener listener) {
    this.options = options;
    this.oldMemory = oldMemory;
    this.listener = listener;
  }

  /** Ends the run soon: the phase that runs is cut, and what was found is shrunk and reported. */
  public void stop() {
    stopped = true;
  }

  /**
   * Runs all phases.
   *
   * @return what came of it
   * @throws IOException where the working folder, the corpus or the output cannot be read or written
   * @throws CampaignException where the guided phase fails
   */
  public VmCampaignResult run() throws IOException {
    Path folder = Files.createTempDirectory("lowtide-fuzz-vm-");
    try {
      return run(folder);
    } finally {
      Workspace.delete(folder);
    }
  }

  private VmCampaignResult run(Path folder) throws IOException {
    for (String name : List.of("found", "seeds", "corpus", "tmp")) {
      Files.createDirectory(folder.resolve(name));
    }
    Files.writeString(folder.resolve("dictionary"), DICTIONARY);
    boolean guided = oldMemory == null && JazzerCommand.isPresent();
    Judge judge = new Judge(options.allocator().create(), oldMemory);
    try (WorkerState state = WorkerState.open(folder.resolve("state"))) {
      long seeds = seeds(folder.resolve("seeds"));
      long runs = options.runs() == null ? FOREVER_RUNS : options.runs();
      long randomRuns = guided && options.runs() != null ? runs / RANDOM_SHARE : runs;
      try (VmSession session = new VmSession(config(folder), judge)) {
        random(session, state, folder.resolve("seeds"), randomRuns, randomDeadline(guided));
      }
      long randomExecutions = state.executions();
      if (guided && !isDone(folder)) {
        guided(folder, state, options.runs() == null ? FOREVER_RUNS : runs - randomRuns + seeds);
      }
      return new VmCampaignResult(
          state.executions(), randomExecutions, state.operations(), findings(folder, judge), extendCorpus(folder),
          List.copyOf(notes));
    }
  }

  private WorkerConfig config(Path folder) {
    return new WorkerConfig(
        folder.toString(), options.target(), List.of(), options.allocator(), false, options.seed(), 0, 0,
        deadline().toEpochMilli(), options.maxFindings(), options.out().toString(), List.of(),
        LEAST_GUIDED.toMillis(), ProcessHandle.current().pid(),
        Set.of());
  }

  /** Writes what the run starts from; returns how many those are. */
  private long seeds(Path folder) throws IOException {
    List<byte[]> seeds = new ArrayList<>(VectorSeeds.shipped());
    Path corpus = options.corpus();
    if (corpus != null && Files.isDirectory(corpus)) {
      for (Path file : sorted(corpus)) {
        if (file.toString().endsWith(CASE_SUFFIX)) {
          seeds.add(Files.readAllBytes(file));
        }
      }
    }
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(folder.resolve(String.format("%06d", i)), seeds.get(i));
    }
    return seeds.size();
  }

  private void random(VmSession session, WorkerState state, Path seeds, long runs, Instant deadline)
      throws IOException {
    for (Path seed : sorted(seeds)) {
      if (stopped || session.isDone() || Instant.now().isAfter(deadline)) {
        return;
      }
      tell(session.run(Files.readAllBytes(seed)), state);
    }
    RandomCases cases = new RandomCases(options.seed());
    for (long index = 0; index < runs && !stopped && !session.isDone(); index++) {
      if (index % LATE_EVERY == 0) {
        status("random", state);
        if (Instant.now().isAfter(deadline)) {
          return;
        }
      }
      tell(session.run(cases.at(index)), state);
    }
  }

  private void tell(List<VmFinding> fresh, WorkerState state) {
    fresh.forEach(each -> listener.found(each.kind(), "the machine on " + each.memory().word(), state.executions()));
  }

  private void status(String phase, WorkerState state) {
    listener.at(new CampaignStatus(phase, state.executions(), state.operations(), -1, -1, 0));
  }

  private void guided(Path folder, WorkerState state, long runs) throws IOException {
    Instant deadline = deadline();
    long seconds = Math.min(Duration.between(Instant.now(), deadline).toSeconds(), Integer.MAX_VALUE);
    if (seconds < 1) {
      return;
    }
    WorkerConfig config = config(folder);
    Path configFile = folder.resolve("config.json");
    config.write(configFile);
    Path log = folder.resolve("log");
    long before = state.executions();
    Process process =
        new ChildJvm(
            options, config, VmFuzzTarget.class, List.of("org.lowtide.vm.**", "org.lowtide.memory.**"))
            .startJazzer(configFile, log, runs, seconds);
    boolean ended = ends(process, state, deadline.plus(OVERTIME));
    if (state.executions() == before && !stopped) {
      notes.add("Jazzer ran nothing: " + lastLine(log));
    } else if (ended && !isDone(folder)) {
      if (process.exitValue() != 0) {
        throw new CampaignException(
            "the guided phase ended with status " + process.exitValue() + " on the case "
                + HexFormat.of().formatHex(state.running()) + ": " + lastLine(log));
      }
      requireLasted(log, deadline);
    }
  }

  /** A phase that is bound by time alone and ends well before it has not done what was asked, whatever its status. */
  private void requireLasted(Path log, Instant deadline) throws IOException {
    if (options.runs() == null && Duration.between(Instant.now(), deadline).compareTo(MOST_LEFT) > 0) {
      throw new CampaignException("the guided phase ended long before its time: " + lastLine(log));
    }
  }

  /** Waits for a JVM to end, or ends it; returns whether it ended by itself. */
  private boolean ends(Process process, WorkerState state, Instant last) {
    try {
      while (!process.waitFor(POLL)) {
        status("guided", state);
        if (stopped || Instant.now().isAfter(last)) {
          process.destroyForcibly().waitFor();
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new CampaignException("interrupted while the guided phase ran");
    }
  }

  private List<VmFindingRecord> findings(Path folder, Judge judge) throws IOException {
    VmFindingFiles files = new VmFindingFiles(judge, options.allocator(), options.out());
    List<VmFindingRecord> records = new ArrayList<>();
    for (Path file : sorted(folder.resolve("found"))) {
      records.add(files.write(VmSession.nameOf(file), Files.readAllBytes(file)));
    }
    return records;
  }

  /** Copies what the guided phase added to the user's corpus; returns how many cases those are. */
  private int extendCorpus(Path folder) throws IOException {
    Path corpus = options.corpus();
    int added = 0;
    if (corpus != null) {
      for (Path file : sorted(folder.resolve("corpus"))) {
        Path copy = corpus.resolve(file.getFileName() + CASE_SUFFIX);
        if (!Files.exists(copy)) {
          AtomicFiles.write(copy, Files.readAllBytes(file));
          added++;
        }
      }
    }
    return added;
  }

  private Instant randomDeadline(boolean guidedFollows) {
    if (!guidedFollows || options.time() == null) {
      return deadline();
    }
    Instant share = options.started().plus(options.time().dividedBy(RANDOM_SHARE));
    return Duration.between(share, deadline()).compareTo(LEAST_GUIDED) >= 0 ? share : deadline();
  }

  private Instant deadline() {
    return options.started().plus(options.time() == null ? A_YEAR : options.time());
  }

  private boolean isDone(Path folder) throws IOException {
    return stopped || sorted(folder.resolve("found")).size() >= options.maxFindings();
  }

  private static String lastLine(Path log) throws IOException {
    return Files.exists(log) ? Files.readAllLines(log).stream().filter(line -> !line.isBlank()).reduce("", (_, b) -> b)
        : "";
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
