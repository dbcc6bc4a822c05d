package org.lowtide.bench.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Progress;
import org.lowtide.fuzz.exhaust.Alphabet;
import org.lowtide.fuzz.exhaust.Exhaust;
import org.lowtide.fuzz.exhaust.Exhausted;
import org.lowtide.fuzz.exhaust.Scope;

/** The exhaustive run finds each planted bug over the operations of its shortest program, at that length. */
final class ExhaustBugsTest {

  /**
   * What takes a state that merging does not see: what a read has cached, a list that a refused close has changed, and
   * counts beyond three.
   */
  private static final Set<String> HIDDEN =
      Set.of(
          "hex-is-kept", "slice-is-kept", "generation-of-two-bits", "pool-second-close-keeps-again",
          "pool-free-list-of-two");

  static List<Bug> all() {
    return Bugs.all().stream().filter(bug -> !bug.shortest().operations().isEmpty()).toList();
  }

  static List<Bug> hidden() {
    return HIDDEN.stream().sorted().map(Bugs::named).toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void isFoundAtItsShortestLength(Bug bug) {
    boolean merge = !HIDDEN.contains(bug.id());
    int length = bug.shortest().operations().size();
    Exhausted result = run(bug, merge);
    assertThat(result.found()).as("%s", result).isNotEmpty();
    assertThat(result.found().getFirst().program().operations()).as("%s", result).hasSize(length);
  }

  @ParameterizedTest
  @MethodSource("hidden")
  void isMissedWhereStatesAreMerged(Bug bug) {
    assertThat(run(bug, true).found()).isEmpty();
  }

  private static Exhausted run(Bug bug, boolean merge) {
    Scope scope = new Scope(bug.shortest().operations().size(), Scope.ANY_TIME, 1, merge);
    Exhaust exhaust =
        new Exhaust(
            bug.subject(), Alphabet.of(bug.shortest()), HeapAllocator::new, scope, Ledger.EMPTY, Set.of(),
            new Progress());
    return exhaust.run(_ -> {});
  }
}
