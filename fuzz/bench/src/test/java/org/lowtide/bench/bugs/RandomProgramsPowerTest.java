package org.lowtide.bench.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.RandomPrograms;

/**
 * Each way in which random programs lean has a bug that is met by it early, and without it late or never.
 *
 * <p>The bounds are about twice what is needed from seed 1; {@code docs/bench-experiments.md} has the figures without.
 */
final class RandomProgramsPowerTest {

  private static final long SEED = 1;

  @ParameterizedTest(name = "{0} for {1}, seed " + SEED)
  @CsvSource({
      "30000, l09, closes of ended handles rather than of the root",
      "40000, generation-of-two-bits, aims at handles that ended long ago",
      "85000, slice-is-kept, operations done again",
      "25000, write-compares-ends, patterns that begin with the same byte",
      "15000, pool-uses-in-a-byte, one block taken and closed over and over",
  })
  void aBugThatNeedsItIsMetWithin(long bound, String id, String leaning) {
    Bug bug = Bugs.named(id);
    assertThat(operationsToExposure(bug, bound)).as("%s: %s, seed %d", id, leaning, SEED).isLessThanOrEqualTo(bound);
  }

  /** How many operations were run up to the first finding, or more than {@code bound} where there was none. */
  private static long operationsToExposure(Bug bug, long bound) {
    RandomPrograms programs = new RandomPrograms(bug.target(), SEED);
    Executor executor = new Executor(List.of(bug.subject()), HeapAllocator::new, Bounds.FUZZING);
    long operations = 0;
    for (long index = 0; operations <= bound; index++) {
      Program program = programs.at(index);
      operations += program.operations().size();
      if (!executor.run(program).findings().isEmpty()) {
        return operations;
      }
    }
    return operations;
  }
}
