package org.lowtide.fuzz.repro;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Comparing;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Pass;
import org.lowtide.fuzz.exec.ProgramRunner;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.exec.Verdict;
import org.lowtide.fuzz.exec.WatchedExecutor;
import org.lowtide.fuzz.op.Program;
import org.lowtide.memory.MemoryProvider;

/**
 * Runs one program from a test of one's own: what the tests that {@link FindingFiles} writes are made of.
 *
 * <pre>{@code
 * Reproduction.of("""
 *     lowtide program 1
 *     newChild
 *     setByte 0 0x01
 *     commitChild
 *     """).on("arena").expectNoFinding();
 * }</pre>
 *
 * <p>Immutable. Needs no test framework.
 */
public final class Reproduction {

  /** How long an operation may take that is watched. */
  private static final Duration HANG = Duration.ofSeconds(10);

  private static final Set<Pass> PASSES = EnumSet.of(Pass.POISON, Pass.TWICE);

  private final Program program;
  private final Supplier<? extends Allocator> allocators;
  private final Bounds bounds;
  private final boolean watched;

  private Reproduction(
      Program program, Supplier<? extends Allocator> allocators, Bounds bounds, boolean watched) {
    this.program = program;
    this.allocators = allocators;
    this.bounds = bounds;
    this.watched = watched;
  }

  /**
   * Takes a program in its text form, to be run over blocks on the heap.
   *
   * @param text the text, in any number of pieces, since a string constant has a largest size
   * @return the reproduction
   * @throws IllegalArgumentException where it is not the text of a program
   */
  public static Reproduction of(String... text) {
    try {
      return new Reproduction(ProgramText.parse(String.join("", text)), HeapAllocator::new, Bounds.REPLAY, false);
    } catch (ProgramFormatException e) {
      throw new IllegalArgumentException("text must be a program: " + e.getMessage(), e);
    }
  }

  /**
   * Chooses where blocks come from.
   *
   * @param newAllocators makes an allocator for each run
   * @return the same with other allocators
   */
  public Reproduction over(Supplier<? extends Allocator> newAllocators) {
    return new Reproduction(program, newAllocators, bounds, watched);
  }

  /**
   * Chooses how much of the program is run, and how many bytes there are for it.
   *
   * @param newBounds those of replay where none are chosen
   * @return the same with other bounds
   */
  public Reproduction within(Bounds newBounds) {
    return new Reproduction(program, allocators, newBounds, watched);
  }

  /**
   * Runs the program on a thread of its own, where an operation that does not come back within 10 s is a finding. That
   * thread is a daemon, and is left behind.
   *
   * @return the same, watched
   */
  public Reproduction watched() {
    return new Reproduction(program, allocators, bounds, true);
  }

  /**
   * Chooses by name what to run it on: a memory or an allocator, as the program is about one or the other.
   *
   * @param subject the name of a provider that {@link ServiceLoader} finds
   * @return what can be expected of it
   * @throws IllegalArgumentException where there is no provider of that name
   */
  public OnSubject on(String subject) {
    List<Subject> subjects =
        switch (program.header().target()) {
          case MEMORY -> loaded(MemoryProvider.class, Subject::of);
          case ALLOCATOR -> loaded(AllocatorProvider.class, Subject::of);
        };
    return on(Subject.named(subject, subjects));
  }

  private static <P> List<Subject> loaded(Class<P> type, Function<P, Subject> subject) {
    return ServiceLoader.load(type).stream().map(ServiceLoader.Provider::get).map(subject)
        .sorted(Comparator.comparing(Subject::name)).toList();
  }

  /**
   * Chooses the memory.
   *
   * @param provider what opens it
   * @return what can be expected of it
   */
  public OnSubject on(MemoryProvider provider) {
    return on(Subject.of(provider));
  }

  /**
   * Chooses the allocator.
   *
   * @param provider what opens it
   * @return what can be expected of it
   */
  public OnSubject on(AllocatorProvider provider) {
    return on(Subject.of(provider));
  }

  private OnSubject on(Subject subject) {
    List<Subject> subjects = List.of(subject);
    ProgramRunner runner =
        watched
            ? new WatchedExecutor(subjects, allocators, bounds, HANG, PASSES)
            : new Comparing(new Executor(subjects, allocators, bounds), PASSES);
    return new OnSubject(program, runner);
  }

  /** A program and what to run it on. */
  public static final class OnSubject {

    private final Program program;
    private final ProgramRunner runner;

    private OnSubject(Program program, ProgramRunner runner) {
      this.program = program;
      this.runner = runner;
    }

    /**
     * Runs the program, once more, and over blocks with other bytes.
     *
     * @return what came of it
     */
    public Verdict run() {
      return runner.run(program);
    }

    /**
     * Runs the program and expects the contract to be kept.
     *
     * @throws AssertionError with the report of every finding, where there is one
     */
    public void expectNoFinding() {
      List<Finding> findings = run().findings();
      if (findings.isEmpty()) {
        return;
      }
      StringBuilder report = new StringBuilder();
      for (Finding finding : findings) {
        report.append('\n').append(FindingReport.text(finding, program, ""));
      }
      throw new AssertionError(report.toString());
    }
  }
}
