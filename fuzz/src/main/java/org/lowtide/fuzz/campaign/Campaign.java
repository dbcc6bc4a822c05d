package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A fuzzing run: long random programs without instrumentation, then coverage-guided fuzzing from the corpus and what they
 * leave, then shrinking. The subjects run in JVMs of their own, so that one that hangs, dies or eats all memory is a
 * finding and not the end of the run.
 *
 * <p>Seed, starting corpus and number of runs fix the outcome; a run bounded by time is cut wherever that is.
 *
 * <p>Thread rule: {@link #run} is called once; {@link #stop} may be called from any thread.
 */
public final class Campaign {

  /** The part of a run that the random phase gets: one in this many. */
  private static final int RANDOM_SHARE = 4;

  /** How long shrinking may take in all, beyond the time of the run. */
  private static final Duration SHRINKING = Duration.ofSeconds(10);

  /** What a guided phase needs at the least to be worth its start. */
  private static final Duration LEAST_GUIDED = Duration.ofSeconds(4);

  /** A JVM that has not ended this long after it should is killed; what it found is on disk already. */
  private static final Duration OVERTIME = Duration.ofMillis(500);

  /** How often in a row a phase is started anew without having run a program. */
  private static final int MAX_FRUITLESS_STARTS = 3;

  private static final Duration A_YEAR = Duration.ofDays(365);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long FOREVER_RUNS = Long.MAX_VALUE >> 2;

  /** The exit statuses of a JVM that was told to end by SIGINT and SIGTERM. */
  private static final Set<Integer> SIGNALLED = Set.of(130, 143);

  private final CampaignOptions options;
  private final CampaignStatus.Listener listener;
  private final List<String> notes = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * Makes a run.
   *
   * @param options what is asked for
   * @param listener is told how far the run is
   */
  public Campaign(CampaignOptions options, CampaignStatus.Listener listener) {
    this.options = options;
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
   * @throws CampaignException where a phase cannot be run at all
   */
  public CampaignResult run() throws IOException {
    Path folder = Files.createTempDirectory("lowtide-fuzz-");
    try {
      return run(new Workspace(folder));
    } finally {
      Workspace.delete(folder);
    }
  }

  private CampaignResult run(Workspace workspace) throws IOException {
    notes.addAll(workspace.fill(options));
    try (WorkerState state = WorkerState.open(workspace.state())) {
      boolean guided = canGuide();
      random(workspace, state, guided);
      long randomExecutions = state.executions();
      if (guided && !isDone(workspace)) {
        guided(workspace, state);
      }
      int added = workspace.extendCorpus(options.corpus());
      List<FindingRecord> findings = shrink(workspace, state);
      return new CampaignResult(
          state.executions(), state.operations(), randomExecutions, findings, added, List.copyOf(notes));
    }
  }

  private boolean canGuide() {
    if (!ChildJvm.hasJazzer()) {
      notes.add("Jazzer is not on the class path: going on at random");
      return false;
    }
    return true;
  }

  private void random(Workspace workspace, WorkerState state, boolean guidedFollows) throws IOException {
    long allRuns = options.runs() == null ? FOREVER_RUNS : options.runs();
    long runs = guidedFollows && options.runs() != null ? allRuns / RANDOM_SHARE : allRuns;
    Instant deadline = deadline();
    if (guidedFollows && options.time() != null) {
      Instant share = options.started().plus(options.time().dividedBy(RANDOM_SHARE));
      boolean roomForGuided = Duration.between(share, deadline).compareTo(LEAST_GUIDED) >= 0;
      deadline = roomForGuided ? share : deadline;
    }
    long first = 0;
    int fruitless = 0;
    while (first < runs && !isDone(workspace) && Instant.now().isBefore(deadline)) {
      WorkerConfig config = workspace.config(options, first, runs - first, deadline);
      long before = state.executions();
      Process process =
          new ChildJvm(options, config).startWorker(Worker.Task.RANDOM, workspace.write(config), workspace.log());
      if (await(process, "random", deadline, workspace, state) == 0) {
        return;
      }
      fruitless = state.executions() == before ? fruitless + 1 : 0;
      afterDeath(process, "random", workspace, state, fruitless);
      first = Math.max(first, state.index() + 1);
    }
  }

  private void guided(Workspace workspace, WorkerState state) throws IOException {
    Instant deadline = deadline();
    long runs = options.runs() == null ? FOREVER_RUNS : options.runs() - options.runs() / RANDOM_SHARE;
    int fruitless = 0;
    while (runs > 0 && !isDone(workspace)) {
      long seconds = Math.min(Duration.between(Instant.now(), deadline).toSeconds(), Integer.MAX_VALUE);
      if (seconds < 1) {
        return;
      }
      // What runs out of runs here restarts with the seed it had: the programs that made it die are known by then.
      WorkerConfig config = workspace.config(options, 0, runs, deadline);
      long before = state.executions();
      Process process =
          new ChildJvm(options, config).startJazzer(workspace.write(config), workspace.log(), runs, seconds);
      int status = await(process, "guided", deadline, workspace, state);
      if (status == 0) {
        return;
      }
      long ran = state.executions() - before;
      fruitless = ran == 0 ? fruitless + 1 : 0;
      if (ran == 0 && state.running().length == 0 && status != FuzzSession.HALTED_BY_HANG) {
        notes.add("Jazzer could not start (exit " + status + "): " + workspace.lastLogLine() + "; going on at random");
        goOnAtRandom(workspace, state, runs);
        return;
      }
      afterDeath(process, "guided", workspace, state, fruitless);
      runs -= Math.max(1, ran);
    }
  }

  private void goOnAtRandom(Workspace workspace, WorkerState state, long runs) throws IOException {
    long first = state.index() + 1;
    WorkerConfig config = workspace.config(options, first, runs, deadline());
    Process process =
        new ChildJvm(options, config).startWorker(Worker.Task.RANDOM, workspace.write(config), workspace.log());
    if (await(process, "random", deadline(), workspace, state) != 0) {
      afterDeath(process, "random", workspace, state, 0);
    }
  }

  /** Keeps the program that a JVM died of; a hang has been kept by the watchdog already. */
  private void afterDeath(Process process, String phase, Workspace workspace, WorkerState state, int fruitless)
      throws IOException {
    if (stopped || !Instant.now().isBefore(deadline())) {
      return;
    }
    if (fruitless >= MAX_FRUITLESS_STARTS) {
      throw new CampaignException(
          "the " + phase + " phase ended with status " + process.exitValue() + " before its first program: "
              + workspace.lastLogLine());
    }
    byte[] program = state.running();
    if (process.exitValue() != FuzzSession.HALTED_BY_HANG && program.length > 0) {
      workspace.addDeath(options.subjects(), program, process.exitValue());
    } else if (process.exitValue() != FuzzSession.HALTED_BY_HANG) {
      throw new CampaignException(
          "the " + phase + " phase ended with status " + process.exitValue() + ": " + workspace.lastLogLine());
    }
    state.clearRunning();
  }

  private List<FindingRecord> shrink(Workspace workspace, WorkerState state) throws IOException {
    List<Met> found = workspace.found().list();
    Instant deadline = Instant.now().plus(SHRINKING);
    int next = 0;
    // One round for each finding at the most: a finding that kills the JVM is reported as it was met.
    for (int round = 0; next < found.size() && round < found.size(); round++) {
      WorkerConfig config = workspace.config(options, next, found.size(), deadline);
      Process process =
          new ChildJvm(options, config).startWorker(Worker.Task.SHRINK, workspace.write(config), workspace.log());
      awaitShrinking(process, deadline, workspace, state);
      next = workspace.results().size();
      if (next < found.size()) {
        workspace.giveUpShrinking(options, found.get(next), next);
        next++;
      }
    }
    return workspace.results();
  }

  private void awaitShrinking(Process process, Instant deadline, Workspace workspace, WorkerState state)
      throws IOException {
    boolean wasStopped = stopped;
    stopped = false; // an interrupted run still shrinks what it has
    try {
      await(process, "shrink", deadline, workspace, state);
    } finally {
      stopped |= wasStopped;
    }
  }

  private Instant deadline() {
    return options.time() == null ? options.started().plus(A_YEAR) : options.started().plus(options.time());
  }

  private boolean isDone(Workspace workspace) {
    return stopped || workspace.found().count() >= options.maxFindings();
  }

  /** Waits for a JVM to end, telling the listener; returns its exit status, or 0 where it was ended by us. */
  private int await(Process process, String phase, Instant deadline, Workspace workspace, WorkerState state)
      throws IOException {
    try {
      Instant last = deadline.plus(OVERTIME);
      while (!process.waitFor(POLL)) {
        listener.at(workspace.status(phase, state));
        if (stopped || Instant.now().isAfter(last)) {
          process.destroyForcibly().waitFor();
          return 0;
        }
      }
      listener.at(workspace.status(phase, state));
      if (SIGNALLED.contains(process.exitValue())) {
        stopped = true; // a signal to the whole group of processes has reached the child first
        return 0;
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new CampaignException("interrupted while the " + phase + " phase ran");
    }
  }
}
