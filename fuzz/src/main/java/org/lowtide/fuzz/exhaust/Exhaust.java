package org.lowtide.fuzz.exhaust;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Comparing;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.FaultPrograms;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Pass;
import org.lowtide.fuzz.exec.Progress;
import org.lowtide.fuzz.exec.StateKey;
import org.lowtide.fuzz.exec.SteppedRun;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;

/**
 * Runs every program over an {@link Alphabet}, the shortest first, on one subject in lockstep with the model.
 *
 * <p>Breadth first: for each state that was reached, its first program is run again and followed by each operation. A
 * state that was reached before is not followed a second time, since every program over it goes on as one that is no
 * longer; an operation that leaves the state the same is followed by the next one in the same run. What two runs must have
 * in common to be in the same state is said in {@code docs/exhaust.md}; {@link Scope#merge} turns all of that off.
 *
 * <p>A finding is looked for again with an {@link Executor} in the program alone, so it replays. Thread rule: {@link #run}
 * is called once; {@link #stop} may be called from any thread.
 */
public final class Exhaust {

  /** The most allocations of one program that are failed in turn; short ones make few. */
  private static final int MAX_FAULTS = 16;

  private final Subject subject;
  private final Alphabet alphabet;
  private final Supplier<? extends Allocator> allocators;
  private final Scope scope;
  private final Progress progress;
  private final Suspects suspects;
  private final Executor executor;
  private final Comparing comparing;
  private final @Nullable FaultPrograms faults;
  private final int endedHandles;
  private final Set<StateKey> states = new HashSet<>();
  private final List<Level> levels = new ArrayList<>();
  private final long started = System.nanoTime();
  private volatile boolean stopped;
  private volatile @Nullable Following running;
  private long run;
  private long operations;
  private long otherwise;

  /**
   * Makes a run.
   *
   * @param subject what to run the programs on
   * @param alphabet what they are made of
   * @param allocators where each run of the subject gets its blocks from
   * @param scope how far to go
   * @param ledger the deviations that are expected
   * @param passes in which further ways the first program of each state is run
   * @param progress is told where the run is, for a watchdog
   */
  public Exhaust(
      Subject subject,
      Alphabet alphabet,
      Supplier<? extends Allocator> allocators,
      Scope scope,
      Ledger ledger,
      Set<Pass> passes,
      Progress progress) {
    this.subject = subject;
    this.alphabet = alphabet;
    this.allocators = allocators;
    this.scope = scope;
    this.progress = progress;
    this.executor = new Executor(List.of(subject), allocators, Bounds.FUZZING, progress);
    this.endedHandles = alphabet.endedHandles();
    this.comparing = new Comparing(executor, passes);
    this.faults = passes.contains(Pass.FAULTS) ? new FaultPrograms(executor, MAX_FAULTS) : null;
    this.suspects = new Suspects(comparing, ledger);
  }

  /** Ends the run soon; what was covered so far is its result. */
  public void stop() {
    stopped = true;
  }

  /**
   * The program that runs, for who finds that it hangs.
   *
   * @return null before the first and after the last
   */
  public @Nullable Program running() {
    Following following = running;
    return following == null ? null : following.asRun();
  }

  /**
   * Covers one length after another.
   *
   * @param listener is told of each length that was covered, or given up
   * @return what came of it
   */
  public Exhausted run(Consumer<Level> listener) {
    List<Node> last = new ArrayList<>();
    BigInteger programs = BigInteger.valueOf(alphabet.openings().size());
    for (int length = 0; length <= scope.maxOperations() && !isOver(); length++) {
      List<Node> reached = new ArrayList<>();
      run = 0;
      boolean complete = (length == 0 ? open(reached) : follow(last, reached)) && runAgain(reached);
      Level level = new Level(length, programs, run, reached.size(), complete);
      levels.add(level);
      listener.accept(level);
      programs = programs.multiply(BigInteger.valueOf(alphabet.operations().size()));
      last = reached;
    }
    running = null;
    return new Exhausted(subject.name(), levels, suspects.found(), operations, otherwise);
  }

  private boolean isOver() {
    return stopped || suspects.found().size() >= scope.maxFindings()
        || System.nanoTime() - started >= scope.maxNanos();
  }

  private boolean open(List<Node> reached) {
    for (Header opening : alphabet.openings()) {
      Program empty = new Program(opening, List.of());
      SteppedRun opened = begin(empty);
      run++;
      Node root = new Node(null, null, opening, opened.state(endedHandles));
      boolean goesOn = !opened.isOver();
      finish(opened, 0, empty, empty);
      if (goesOn && (states.add(root.key()) || !scope.merge())) {
        reached.add(root);
      }
    }
    return !isOver();
  }

  private boolean follow(List<Node> last, List<Node> reached) {
    for (Node node : last) {
      if (isOver()) {
        return false;
      }
      Following following = new Following(node, reached);
      running = following;
      following.all();
    }
    return !isOver();
  }

  /** Runs the first program of each new state in the further ways: at once, so that the longest programs are too. */
  private boolean runAgain(List<Node> reached) {
    if (!comparing.compares() && faults == null) {
      return !isOver();
    }
    for (Node node : reached) {
      if (isOver()) {
        return false;
      }
      Following following = new Following(node, reached);
      running = following;
      suspects.look(comparing.compare(following.program), following.program, following.program);
      for (Program fault : faults == null ? List.<Program>of() : faults.of(following.program)) {
        suspects.look(executor.run(fault).findings(), fault, fault);
      }
    }
    return !isOver();
  }

  private SteppedRun begin(Program program) {
    return SteppedRun.begin(subject, program, Bounds.FUZZING, allocators.get(), progress);
  }

  /** Ends a run, and looks into what it has shown beyond the first so many findings. */
  private void finish(SteppedRun stepped, int before, Program shortest, Program asRun) {
    stepped.finish();
    if (stepped.findingCount() > before) {
      List<Finding> findings = stepped.findings();
      suspects.look(findings.subList(before, findings.size()), shortest, asRun);
    }
  }

  /** What follows one node: its program, and then each operation. */
  private final class Following {

    private final Node node;
    private final Program program;
    private final List<Node> reached;
    private final List<Operation> letters = alphabet.operations();
    private volatile List<Operation> done = List.of();
    private StateKey key;
    private int next;

    Following(Node node, List<Node> reached) {
      this.node = node;
      this.program = node.program();
      this.reached = reached;
      this.key = node.key();
    }

    void all() {
      while (next < letters.size() && !isOver()) {
        Operation letter = letters.get(next);
        if (node.onlyArms() && letter instanceof Operation.ArmFailure) {
          next++;
          beforeOpening(letter);
        } else {
          oneRun();
        }
      }
    }

    /** A failure that is armed before the subject is opened: another run from its start. */
    private void beforeOpening(Operation arming) {
      Program longer = then(List.of(arming));
      SteppedRun stepped = begin(longer);
      run++;
      reach(stepped, arming);
      finish(stepped, 0, longer, longer);
    }

    /** Follows the node with operations until one of them changes the state, or something is found. */
    private void oneRun() {
      SteppedRun stepped = begin(program);
      done = new ArrayList<>();
      checkKey(stepped);
      int before = stepped.findingCount();
      while (next < letters.size()) {
        Operation letter = letters.get(next);
        boolean restarts = node.onlyArms() && letter instanceof Operation.ArmFailure && !done.isEmpty();
        if (restarts) {
          break;
        }
        next++;
        step(stepped, letter);
        run++;
        if (stepped.isOver() || stepped.findingCount() > before || reach(stepped, letter)
            || changesAtLast(stepped, letter)) {
          break;
        }
      }
      Operation last = done.getLast();
      if (!stepped.isOver() && stepped.findingCount() > before) {
        reach(stepped, last);
      }
      finish(stepped, before, then(List.of(last)), then(done));
    }

    private void step(SteppedRun stepped, Operation letter) {
      done.add(letter);
      operations++;
      stepped.step(letter);
    }

    /** The program that runs, without what is done to close it; read by who watches while it hangs. */
    Program asRun() {
      return then(List.copyOf(done));
    }

    /** Whether an operation that changed nothing does so, or shows something, when it is repeated. */
    private boolean changesAtLast(SteppedRun stepped, Operation letter) {
      int before = stepped.findingCount();
      step(stepped, letter);
      if (stepped.isOver() || stepped.findingCount() > before) {
        return true;
      }
      StateKey now = stepped.state(endedHandles);
      if (!now.equals(key) && states.add(now)) {
        reached.add(node.then(letter, key).then(letter, now));
      }
      return !now.equals(key);
    }

    /** Notes the state that a run has reached; whether it is another one than the node's. */
    private boolean reach(SteppedRun stepped, Operation last) {
      if (!scope.merge()) {
        reached.add(node.then(last, node.key()));
        return true;
      }
      StateKey now = stepped.state(endedHandles);
      if (now.equals(key)) {
        return false;
      }
      if (states.add(now)) {
        reached.add(node.then(last, now));
      }
      return true;
    }

    /** The node's program alone should reach the node's state; else what seemed to change nothing did. */
    private void checkKey(SteppedRun stepped) {
      if (scope.merge() && next == 0) {
        StateKey alone = stepped.state(endedHandles);
        otherwise += alone.equals(key) ? 0 : 1;
        key = alone;
      }
    }

    private Program then(List<Operation> more) {
      List<Operation> operations = new ArrayList<>(program.operations());
      operations.addAll(more);
      return new Program(node.opening(), operations);
    }
  }
}
