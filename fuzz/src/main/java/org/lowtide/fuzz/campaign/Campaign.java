package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.campaign.Experiment.Phases;
import org.lowtide.fuzz.repro.FindingRecord;

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

  /** How long shrinking may take in all, beyond the time of a run that is bounded by time. */
  private static final Duration SHRINKING = Duration.ofSeconds(10);

  /** The same where only runs are bounded: so long that it is not what ends it, so that the outcome is the same. */
  private static final Duration SHRINKING_UNTIMED = Duration.ofMinutes(5);

  /** What a guided phase needs at the least to be worth its start. */
  private static final Duration LEAST_GUIDED = Duration.ofSeconds(4);

  /** How long one trial of a program that hung or ended a JVM may take. */
  private static final Duration TRIAL = Duration.ofSeconds(5);

  /** How many JVMs in a row may end without a new finding before their phase is over. */
  private static final int MAX_BARREN_DEATHS = 5;

  /** How much of its time a phase may leave unused. */
  private static final Duration MOST_LEFT = Duration.ofSeconds(3);

  private static final Duration A_YEAR = Duration.ofDays(365);
  private static final long FOREVER_RUNS = Long.MAX_VALUE >> 2;

  private final CampaignOptions options;
  private final Matter matter;
  private final CampaignStatus.Listener listener;
  private final Experiment experiment = Experiment.current();
  private final CampaignClock clock;
  private final List<String> notes = new ArrayList<>();
  private volatile boolean stopped;
  private @Nullable String failure;

  /**
   * Makes a run.
   *
   * @param options what is asked for
   * @param listener is told how far the run is
   */
  public Campaign(CampaignOptions options, CampaignStatus.Listener listener) {
    this(options, new ContractMatter(options.target()), listener);
  }

  private Campaign(CampaignOptions options, Matter matter, CampaignStatus.Listener listener) {
    this.options = options;
    this.matter = matter;
    this.listener = listener;
    this.clock = CampaignClock.of(experiment.clock(), options.started());
  }

  /**
   * Makes a run of the virtual machine: on the arena, on another memory, and on both in lockstep.
   *
   * @param options what is asked for; its only subject is the name of the other memory, its target is not looked at
   * @param listener is told how far the run is
   * @return the run, whose operations are instructions
   */
  public static Campaign ofMachine(CampaignOptions options, CampaignStatus.Listener listener) {
    return new Campaign(options, new MachineMatter(options.subjects().getFirst()), listener);
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
      return run(new Workspace(folder, matter));
    } finally {
      Folders.delete(folder);
    }
  }

  private CampaignResult run(Workspace workspace) throws IOException {
    notes.addAll(workspace.fill(options, experiment.corpus()));
    try (WorkerState state = WorkerState.open(workspace.state())) {
      Lookout lookout = new Lookout(workspace, state, listener, clock);
      boolean guided = experiment.phases() != Phases.RANDOM && canGuide();
      long allRuns = options.runs() == null ? FOREVER_RUNS : options.runs();
      long randomRuns = randomRuns(guided, allRuns);
      random(workspace, state, lookout, 0, randomRuns, randomDeadline(guided));
      long randomExecutions = state.executions();
      if (guided && !isDone(workspace)) {
        guided(workspace, state, lookout, options.runs() == null ? FOREVER_RUNS : allRuns - randomRuns);
      }
      long executions = state.executions();
      long operations = state.operations();
      List<FindingRecord> findings = shrink(workspace, state, lookout);
      int added = extendCorpus(workspace);
      if (executions == 0 && !stopped) {
        fail("no program was run: " + workspace.lastLogLine());
      }
      if (findings.isEmpty() && failure != null) {
        throw new CampaignException(failure);
      }
      return new CampaignResult(
          executions, operations, randomExecutions, findings, added, List.copyOf(notes));
    }
  }

  /** After all else, so that a folder that cannot be written loses no finding. */
  private int extendCorpus(Workspace workspace) {
    try {
      return workspace.extendCorpus(options.corpus());
    } catch (IOException e) {
      fail("the corpus cannot be extended: " + e);
      return 0;
    }
  }

  private long randomRuns(boolean guidedFollows, long allRuns) {
    if (!guidedFollows) {
      return allRuns;
    }
    if (experiment.phases() == Phases.GUIDED) {
      return 0;
    }
    return options.runs() == null ? allRuns : allRuns / experiment.share();
  }

  private boolean canGuide() {
    if (!JazzerCommand.isPresent()) {
      notes.add("Jazzer is not on the class path: going on at random");
      return false;
    }
    return true;
  }

  private Instant randomDeadline(boolean guidedFollows) {
    Instant deadline = deadline();
    if (!guidedFollows || options.time() == null) {
      return deadline;
    }
    Instant share = options.started().plus(options.time().dividedBy(experiment.share()));
    return Duration.between(share, deadline).compareTo(LEAST_GUIDED) >= 0 ? share : deadline;
  }

  private void random(
      Workspace workspace, WorkerState state, Lookout lookout, long first, long runs, Instant deadline)
      throws IOException {
    long next = first;
    long end = first + runs;
    int barren = 0;
    while (next < end && !isDone(workspace) && clock.instant().isBefore(deadline)) {
      WorkerConfig config = workspace.config(options, next, end - next, clock.workerDeadline(deadline));
      int known = workspace.found().count();
      Process process = worker(Worker.Task.RANDOM, config, workspace);
      if (!lookout.died(process, "random", deadline, () -> stopped)) {
        return;
      }
      next = Math.max(next, state.index() + 1);
      if (!afterDeath(process, "random", workspace, state, lookout)) {
        return;
      }
      barren = workspace.found().count() > known ? 0 : barren + 1;
      if (barren >= MAX_BARREN_DEATHS) {
        endsEarly("random");
        return;
      }
    }
  }

  private void guided(Workspace workspace, WorkerState state, Lookout lookout, long allRuns) throws IOException {
    Instant deadline = deadline();
    long runs = allRuns;
    long seeds = workspace.seedCount(); // it runs them first, and counts them
    int barren = 0;
    while (runs > 0 && !isDone(workspace)) {
      long seconds = Math.min(Duration.between(clock.instant(), deadline).toSeconds(), Integer.MAX_VALUE);
      if (seconds < 1) {
        return;
      }
      WorkerConfig config = workspace.config(options, 0, runs, clock.workerDeadline(deadline));
      long before = state.executions();
      int known = workspace.found().count();
      Process process =
          new ChildJvm(options, config).startJazzer(
              workspace.write(config), workspace.log(), runs + seeds, clock.wallSeconds(seconds));
      if (!lookout.died(process, "guided", deadline, () -> stopped)) {
        requireLasted(workspace, deadline);
        return;
      }
      if (!state.isRunning() && isFull(workspace)) {
        return; // the target ended its JVM itself, which libFuzzer takes for a crash
      }
      long ran = state.executions() - before;
      if (ran == 0 && !state.isRunning()) {
        notes.add(
            "Jazzer could not start (exit " + process.exitValue() + "): " + workspace.lastLogLine()
                + "; going on at random");
        random(workspace, state, lookout, Math.max(0, state.index() + 1), runs, deadline);
        return;
      }
      if (!afterDeath(process, "guided", workspace, state, lookout)) {
        return;
      }
      barren = workspace.found().count() > known ? 0 : barren + 1;
      if (barren >= MAX_BARREN_DEATHS) {
        endsEarly("guided");
        return;
      }
      runs -= Math.max(1, ran - seeds);
    }
  }

  /** A phase that is bound by time alone and ends well before it has not done what was asked, whatever its status. */
  private void requireLasted(Workspace workspace, Instant deadline) throws IOException {
    Duration left = Duration.between(clock.instant(), deadline);
    if (options.runs() == null && !isDone(workspace) && left.compareTo(MOST_LEFT) > 0) {
      fail("the guided phase ended " + left.toSeconds() + " s before its time: " + workspace.lastLogLine());
    }
  }

  private void endsEarly(String phase) {
    notes.add(
        "the " + phase + " phase ends early: " + MAX_BARREN_DEATHS
            + " JVMs in a row hung or ended without a new finding");
  }

  private void fail(String line) {
    failure = failure == null ? line : failure;
    notes.add(line);
  }

  /** Keeps the program that a JVM died of; returns whether there was one, and going on makes sense. */
  private boolean afterDeath(
      Process process, String phase, Workspace workspace, WorkerState state, Lookout lookout) throws IOException {
    byte[] program = state.running();
    boolean hung = state.hung();
    String subject = state.subject();
    state.clearRunning();
    if (program.length == 0) {
      fail("the " + phase + " phase ended with status " + process.exitValue() + ": " + workspace.lastLogLine());
      return false;
    }
    if (!hung) {
      workspace.addDeath(
          subject.isEmpty() ? culprit(program, workspace, state) : subject, program, process.exitValue(),
          state.executions() + 1);
    }
    workspace.addDeadly(program); // only now: it has to run once more to tell whose fault it is
    lookout.tell(phase);
    return true;
  }

  /** The subject that ends the JVM on a program; all of them where that does not show again. */
  private String culprit(byte[] program, Workspace workspace, WorkerState state) throws IOException {
    List<String> subjects = matter.subjects(options);
    for (String subject : subjects) {
      if (subjects.size() == 1 || endsJvm(subject, program, workspace, state)) {
        return subject;
      }
    }
    return String.join(",", subjects);
  }

  private boolean endsJvm(String subject, byte[] program, Workspace workspace, WorkerState state) throws IOException {
    Process process = trial(List.of(subject), program, workspace);
    Lookout quiet = new Lookout(workspace, state, CampaignStatus.Listener.NONE, clock);
    boolean died = quiet.died(process, "trial", clock.instant().plus(TRIAL), () -> stopped);
    boolean ended = died && state.isRunning() && !state.hung();
    state.clearRunning();
    return ended;
  }

  private Process trial(List<String> subjects, byte[] program, Workspace workspace) throws IOException {
    WorkerConfig config = workspace.trial(options, subjects, program);
    return worker(Worker.Task.TRIAL, config, workspace);
  }

  private Process worker(Worker.Task task, WorkerConfig config, Workspace workspace) throws IOException {
    return new ChildJvm(options, config).startWorker(task, workspace.write(config), workspace.log());
  }

  private List<FindingRecord> shrink(Workspace workspace, WorkerState state, Lookout lookout) throws IOException {
    boolean untimed = options.time() == null && !stopped;
    Instant deadline = clock.instant().plus(untimed ? SHRINKING_UNTIMED : SHRINKING);
    confirmHang(workspace, state, lookout);
    boolean wasStopped = stopped; // an interrupted run still shrinks what it has
    BooleanSupplier stops = () -> stopped && !wasStopped;
    List<Met> found = workspace.found().list();
    int next = 0;
    // One round for each finding at the most: a finding that ends the JVM is reported as it was met.
    while (next < found.size()) {
      if (!stops.getAsBoolean() && clock.instant().isBefore(deadline)) {
        WorkerConfig config = workspace.config(options, next, found.size(), deadline);
        lookout.died(worker(Worker.Task.SHRINK, config, workspace), "shrink", deadline, stops);
        next = workspace.results().size();
      }
      if (next < found.size()) {
        workspace.giveUpShrinking(options, found.get(next), next);
        next++;
      }
    }
    return workspace.results();
  }

  /** A phase that is cut while a program has been running for long may have missed that it hangs. */
  private void confirmHang(Workspace workspace, WorkerState state, Lookout lookout) throws IOException {
    byte[] suspect = lookout.suspect();
    if (suspect != null && suspect.length > 0 && !isFull(workspace)) {
      Process process = trial(matter.subjects(options), suspect, workspace);
      lookout.died(process, "trial", clock.instant().plus(TRIAL), () -> false);
      state.clearRunning();
    }
  }

  private Instant deadline() {
    return options.time() == null ? options.started().plus(A_YEAR) : options.started().plus(options.time());
  }

  private boolean isDone(Workspace workspace) {
    return stopped || isFull(workspace);
  }

  private boolean isFull(Workspace workspace) {
    return workspace.found().count() >= options.maxFindings();
  }
}
