package org.lowtide.bench.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Progress;
import org.lowtide.fuzz.exhaust.Alphabet;
import org.lowtide.fuzz.exhaust.Exhaust;
import org.lowtide.fuzz.exhaust.Exhausted;
import org.lowtide.fuzz.exhaust.Scope;

/**
 * The exhaustive run finds each planted bug over the operations of its shortest program, at that length. Those of a longer
 * program than {@value #LONGEST} operations are left out: they take a depth or a count, and the programs up to it are too
 * many.
 */
final class ExhaustBugsTest {

  private static final int LONGEST = 10;

  /** How many of the bugs have a longer one, so that none is left out unnoticed. */
  private static final int LONGER = 11;

  /**
   * What takes a state that merging does not see: what a read or a write has cached, what a limit has refused, how often
   * the allocator failed, a list that a refused close has changed, the order of closes, and counts beyond three.
   */
  private static final Set<String> HIDDEN =
      Set.of(
          "hex-is-kept", "slice-is-kept", "generation-of-two-bits", "gives-up-after-three", "refusal-outlives-limit",
          "copy-behind-write", "word-outlives-padding", "pool-second-close-keeps-again", "pool-free-list-of-two",
          "pool-middle-first",
          "pool-generation-of-two-bits", "pool-refused-close-drains");

  static List<Bug> all() {
    return Bugs.all().stream().filter(bug -> !bug.shortest().operations().isEmpty() && length(bug) <= LONGEST).toList();
  }

  static List<Bug> hidden() {
    return HIDDEN.stream().sorted().map(Bugs::named).toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void isFoundAtItsShortestLength(Bug bug) {
    boolean merge = !HIDDEN.contains(bug.id());
    Exhausted result = run(bug, merge);
    assertThat(result.found()).as("%s", result).isNotEmpty();
    assertThat(result.found().getFirst().program().operations()).as("%s", result).hasSize(length(bug));
  }

  @ParameterizedTest
  @MethodSource("hidden")
  void isMissedWhereStatesAreMerged(Bug bug) {
    assertThat(run(bug, true).found()).isEmpty();
  }

  @Test
  void onlyThoseOfDepthsAndCountsAreLeftOut() {
    List<Bug> longer = Bugs.all().stream().filter(bug -> length(bug) > LONGEST).toList();
    assertThat(longer).hasSize(LONGER);
    assertThat(Bugs.hard()).containsAll(longer);
  }

  private static int length(Bug bug) {
    return bug.shortest().operations().size();
  }

  private static Exhausted run(Bug bug, boolean merge) {
    Scope scope = new Scope(length(bug), Scope.ANY_TIME, 1, merge);
    Exhaust exhaust =
        new Exhaust(
            bug.subject(), Alphabet.of(bug.shortest()), HeapAllocator::new, scope, Ledger.EMPTY, Set.of(),
            new Progress());
    return exhaust.run(_ -> {});
  }
}
