package org.lowtide.fuzz.exhaust;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Progress;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.planted.PlantedMemory;
import org.lowtide.memory.ArenaMemoryProvider;

final class ExhaustTest {

  private static final Subject ARENA = Subject.of(new ArenaMemoryProvider());

  private static final Alphabet FEW = alphabet("""
      newChild
      revertChild
      commitChild
      setByte 0 0xff
      resize 0
      resize 2
      snapshot
      size @ended0
      """);

  @Test
  void theArenaKeepsTheContractInAllShortPrograms() {
    Exhausted arena = run(ARENA, Alphabet.shipped(Target.MEMORY), 2, true);
    assertThat(arena.found()).isEmpty();
    assertThat(arena.length()).isEqualTo(2);
    assertThat(arena.otherwise()).isZero();
    int letters = Alphabet.shipped(Target.MEMORY).operations().size();
    assertThat(arena.programs()).isEqualTo(BigInteger.valueOf(2 + 2L * letters + 2L * letters * letters));
  }

  /** The checks of the checker: the finding is at the length that shrinking from random programs ends at. */
  @ParameterizedTest
  @EnumSource
  void everyPlantedFaultIsFoundAtItsShortestLength(PlantedMemory planted) {
    Set<PlantedMemory> inFew =
        EnumSet.of(PlantedMemory.LEAKS_ON_EVERY_THIRD_REVERT, PlantedMemory.COMMIT_FORGETS_SIZE,
            PlantedMemory.SHOWS_STALE_BYTES, PlantedMemory.RETURNS_ITS_ARRAY);
    Alphabet alphabet = inFew.contains(planted) ? FEW : Alphabet.shipped(Target.MEMORY);
    Exhausted result = run(Subject.of(planted), alphabet, planted.smallest, true);
    assertThat(result.found()).as("%s", result).isNotEmpty();
    Found first = result.found().getFirst();
    assertThat(first.finding().kind()).isEqualTo(planted.kind);
    assertThat(first.finding().rule()).isEqualTo(planted.rule);
    assertThat(first.program().operations()).hasSize(planted.smallest);
  }

  @Test
  void mergingCoversWhatIsCoveredWithoutIt() {
    Exhausted merged = run(ARENA, FEW, 4, true);
    Exhausted each = run(ARENA, FEW, 4, false);
    assertThat(merged.programs()).isEqualTo(each.programs());
    assertThat(each.run()).isEqualTo(each.programs().longValueExact());
    assertThat(merged.run()).isLessThan(each.run() / 2);
  }

  private static Exhausted run(Subject subject, Alphabet alphabet, int operations, boolean merge) {
    Scope scope = new Scope(operations, Scope.ANY_TIME, 1, merge);
    return new Exhaust(subject, alphabet, HeapAllocator::new, scope, Ledger.EMPTY, Set.of(), new Progress())
        .run(_ -> {});
  }

  private static Alphabet alphabet(String operations) {
    try {
      return Alphabet.of(ProgramText.parse("lowtide program 1\n" + operations));
    } catch (ProgramFormatException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSubjectThatFailsIsNamedWithTheProgramThatIsAsShortAsCanBe() {
    Exhausted result = run(Subject.of(PlantedMemory.LIMIT_IS_OFF_BY_ONE), Alphabet.shipped(Target.MEMORY), 3, true);
    assertThat(result.levels()).hasSize(2);
    assertThat(result.length()).isZero();
    assertThat(List.copyOf(result.found())).hasSize(1);
  }
}
