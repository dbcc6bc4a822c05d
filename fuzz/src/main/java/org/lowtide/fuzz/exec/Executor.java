package org.lowtide.fuzz.exec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;

/**
 * Runs programs on any number of subjects in lockstep, each beside its own copy of the model, over poisoned blocks.
 *
 * <p>Of a memory, after every operation the result, the sizes and limits of the open contexts, the bytes touched and the
 * bytes held are compared; at the end all bytes, then the root is closed and nothing may be live. Of an allocator, the
 * result, the bytes of the live blocks and what it holds; at the end all blocks are closed, then the pool. Leaks are
 * counted first; a program that leaks is run again with allocation stacks.
 *
 * <p>A run depends on nothing but the program and the subjects. Thread rule: confined to one thread.
 */
public final class Executor implements ProgramRunner {

  private final List<Subject> subjects;
  private final Supplier<? extends Allocator> allocators;
  private final Bounds bounds;
  private final Progress progress;
  private @Nullable Features features;

  /**
   * Makes an executor.
   *
   * @param subjects what to run, at least one
   * @param allocators where each run of a subject gets its blocks from
   * @param bounds how much of a program to run
   */
  public Executor(List<Subject> subjects, Supplier<? extends Allocator> allocators, Bounds bounds) {
    this(subjects, allocators, bounds, new Progress());
  }

  /**
   * Makes an executor that another thread watches.
   *
   * @param subjects what to run, at least one
   * @param allocators where each run of a subject gets its blocks from
   * @param bounds how much of a program to run
   * @param progress what the executor tells where it is
   * @throws IllegalArgumentException where there is no subject
   */
  public Executor(
      List<Subject> subjects, Supplier<? extends Allocator> allocators, Bounds bounds, Progress progress) {
    if (subjects.isEmpty()) {
      throw new IllegalArgumentException("subjects must be at least one, was none");
    }
    this.subjects = List.copyOf(subjects);
    this.allocators = allocators;
    this.bounds = bounds;
    this.progress = progress;
  }

  /**
   * Has what the first subject reaches noted from now on.
   *
   * @param sink where to note it
   */
  public void note(Features sink) {
    this.features = sink;
  }

  /**
   * The subjects that this executor runs.
   *
   * @return in the order given
   */
  public List<Subject> subjects() {
    return subjects;
  }

  @Override
  public Executor only(String subject) {
    return subjects.size() == 1
        ? this
        : new Executor(List.of(Subject.named(subject, subjects)), allocators, bounds, progress);
  }

  @Override
  public Bounds bounds() {
    return bounds;
  }

  /**
   * Runs a program on all subjects.
   *
   * @param program any program
   * @return what came of it
   * @throws IllegalArgumentException where the program is about another target than a subject
   */
  @Override
  public Verdict run(Program program) {
    List<SubjectRun> runs = new ArrayList<>(subjects.size());
    for (Subject subject : subjects) {
      runs.add(newRun(subject, program));
    }
    runs.getFirst().note(features);
    int done = run(program, runs);
    List<Finding> findings = new ArrayList<>();
    boolean cut = program.operations().size() > bounds.maxOperations();
    for (int i = 0; i < runs.size(); i++) {
      SubjectRun first = runs.get(i);
      cut |= first.wasCut();
      findings.addAll(first.leaked().length > 0 ? withSites(subjects.get(i), program, first) : first.findings());
    }
    return new Verdict(findings, done, cut ? program.operations().size() - done : 0);
  }

  /** Runs a program on all subjects over blocks full of one byte, with all that can be seen written down. */
  List<SubjectRun> traced(Program program, int poison) {
    List<SubjectRun> runs = new ArrayList<>(subjects.size());
    for (Subject subject : subjects) {
      Ground ground = new Ground(poison, bounds, allocators.get());
      SubjectRun run = SubjectRun.of(subject, program.header(), bounds, ground);
      run.startTrace();
      runs.add(run);
    }
    run(program, runs);
    return runs;
  }

  private List<Finding> withSites(Subject subject, Program program, SubjectRun counted) {
    SubjectRun again = newRun(subject, program, counted.leaked());
    run(program, List.of(again));
    return Arrays.equals(again.leaked(), counted.leaked()) ? again.findings() : counted.findings();
  }

  private SubjectRun newRun(Subject subject, Program program, long... sitesAt) {
    int poison = Ground.poison(program.header());
    return SubjectRun.of(subject, program.header(), bounds, new Ground(poison, bounds, allocators.get(), sitesAt));
  }

  /** Runs the program until it or all subjects are done; returns how many operations were begun. */
  private int run(Program program, List<SubjectRun> runs) {
    List<Operation> operations = program.operations();
    int end = Math.min(operations.size(), bounds.maxOperations());
    int armings = 0;
    while (armings < end && operations.get(armings) instanceof Operation.ArmFailure arming) {
      armings++;
      runs.forEach(run -> run.arm(arming));
    }
    progress.begin(program, -1);
    for (SubjectRun run : runs) {
      progress.at(run.subjectName(), -1);
      run.countAllocations();
      run.open();
      for (int i = 0; i <= armings; i++) {
        run.countAllocations();
      }
    }
    int index = armings;
    while (index < end && !allDone(runs)) {
      Operation operation = operations.get(index);
      boolean begun = false;
      for (SubjectRun run : runs) {
        progress.at(run.subjectName(), index);
        begun |= run.step(index, operation);
        run.countAllocations();
      }
      if (!begun) {
        break;
      }
      index++;
    }
    for (SubjectRun run : runs) {
      progress.at(run.subjectName(), operations.size());
      run.finish(operations.size());
    }
    progress.end();
    return index;
  }

  private static boolean allDone(List<SubjectRun> runs) {
    for (SubjectRun run : runs) {
      if (!run.isDone()) {
        return false;
      }
    }
    return true;
  }
}
