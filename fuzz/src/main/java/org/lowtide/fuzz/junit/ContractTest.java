package org.lowtide.fuzz.junit;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.corpus.Corpus;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Rule;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.RandomPrograms;

/**
 * What the contracts as tests to inherit have in common: programs of the corpus, random programs and one that is given,
 * on every allocator, with the leak check after each program.
 *
 * <p>A failure prints what was expected and observed, the program, and the line that runs it again. Switches, all system
 * properties: {@code lowtide.random.programs} and {@code lowtide.random.seed} for the random run, {@code lowtide.program}
 * for a program to replay, in hex.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
public abstract class ContractTest {

  /** The random programs that a run makes where nothing else is said. */
  public static final int DEFAULT_RANDOM_PROGRAMS = 5_000;

  /** For the contracts of this package. */
  ContractTest() {}

  /** What is under test; asked for once in each test. */
  abstract Subject subject();

  /**
   * Where the subject takes its blocks from: each test runs once on each.
   *
   * @return a supplier for each allocator, each called for every program; the heap and native memory by default
   */
  protected List<Supplier<? extends Allocator>> allocators() {
    return List.of(HeapAllocator::new, NativeAllocator::new);
  }

  /**
   * The deviations that are known and let pass.
   *
   * @return none by default
   */
  protected Ledger ledger() {
    return Ledger.EMPTY;
  }

  /**
   * How many random programs to run on each allocator.
   *
   * @return {@value #DEFAULT_RANDOM_PROGRAMS} by default, or the system property {@code lowtide.random.programs}
   */
  protected int randomPrograms() {
    return Integer.getInteger("lowtide.random.programs", DEFAULT_RANDOM_PROGRAMS);
  }

  /**
   * The seed of the random programs.
   *
   * @return 1 by default, or the system property {@code lowtide.random.seed}
   */
  protected long seed() {
    return Long.getLong("lowtide.random.seed", 1);
  }

  @Test
  @DisplayName("the programs of the corpus replay without a deviation")
  final void corpusReplays() {
    eachAllocator(run -> Corpus.shipped().programs(run.target()).forEach(run::check));
  }

  @Test
  @DisplayName("random programs run without a deviation")
  final void randomProgramsRun() {
    long seed = seed();
    int programs = randomPrograms();
    eachAllocator(run -> {
      RandomPrograms random = new RandomPrograms(run.target(), seed);
      for (int i = 0; i < programs; i++) {
        String name = "random program " + i + " of -Dlowtide.random.seed=" + seed;
        run.check(new NamedProgram(name, random.at(i), 0));
      }
    });
  }

  @Test
  @DisplayName("the program of -Dlowtide.program runs without a deviation (the empty one where none is given)")
  final void givenProgramRuns() {
    byte[] bytes = ContractRun.parseHex(System.getProperty("lowtide.program", ""));
    eachAllocator(run -> {
      Program program = ProgramBytes.decode(ProgramBytes.about(run.target(), bytes));
      run.check(new NamedProgram("-Dlowtide.program", program, 0));
    });
  }

  final void holds(Rule rule) {
    eachAllocator(run -> {
      int number = 0;
      for (Program program : RulePrograms.of(rule)) {
        run.check(new NamedProgram(rule + ": " + rule.sentence() + ", program " + number++, program, 0));
      }
    });
  }

  private void eachAllocator(Consumer<ContractRun> test) {
    eachAllocator(Bounds.FUZZING, test);
  }

  final void eachAllocator(Bounds bounds, Consumer<ContractRun> test) {
    Subject subject = subject();
    for (Supplier<? extends Allocator> allocator : allocators()) {
      test.accept(new ContractRun(getClass(), subject, allocator, ledger(), bounds));
    }
  }
}
