package org.lowtide.fuzz.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.IdentityPattern;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.LedgerEntry;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;

/** Holds the ledger of the old design from both sides: all that it lists is there, and all that is there it lists. */
final class LedgerTest {

  private static final long SEED = 20261122;
  private static final int RANDOM_PROGRAMS = 40_000;
  private static final Ledger LEDGER = LedgerReader.shipped();

  private final Executor legacy = Subjects.legacy(Bounds.FUZZING);

  static Stream<LedgerEntry> entries() {
    return LEDGER.entries().stream();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void theProgramOfAnEntryShowsItsDeviation(LedgerEntry entry) {
    assertThat(deviations(program(entry))).as(entry.id()).anyMatch(entry::matches);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void theProgramOfAnEntryIsTheSmallest(LedgerEntry entry) {
    Program program = program(entry);
    for (int i = 0; i < program.operations().size(); i++) {
      List<Operation> others = new ArrayList<>(program.operations());
      String left = ProgramText.format(others.remove(i));
      Program smaller = new Program(program.header(), others);
      assertThat(deviations(smaller)).as("%s without '%s'", entry.id(), left).noneMatch(entry::matches);
    }
  }

  @Test
  void nothingOutsideTheLedgerAndNoPatternThatNothingShows() {
    Set<IdentityPattern> unseen = new LinkedHashSet<>();
    LEDGER.entries().forEach(entry -> unseen.addAll(entry.patterns()));
    for (NamedProgram program : Corpus.shipped().programs()) {
      observe(program.program(), program.name(), unseen);
    }
    RandomPrograms random = new RandomPrograms(SEED);
    for (int i = 0; i < RANDOM_PROGRAMS; i++) {
      observe(random.next(), "seed " + SEED + " program " + i, unseen);
    }
    assertThat(unseen).as("patterns that neither the corpus nor the random run shows").isEmpty();
  }

  private void observe(Program program, String name, Set<IdentityPattern> unseen) {
    for (Finding finding : deviations(program)) {
      assertThat(LEDGER.knows(finding)).as("%s: %s\n%s", name, finding.identity(), program).isTrue();
      unseen.removeIf(pattern -> pattern.matches(finding));
    }
  }

  @Test
  void idsAndProgramsAreUnique() {
    assertThat(LEDGER.entries()).extracting(LedgerEntry::id).doesNotHaveDuplicates().isSorted();
    assertThat(LEDGER.entries()).extracting(LedgerEntry::program).doesNotHaveDuplicates();
    assertThat(LEDGER.entries()).extracting(LedgerEntry::subject).containsOnly("legacy");
  }

  @Test
  void brokenLedgersAreRefusedByPlaceAndRule() {
    assertRefused("[]", "a ledger: must have a string subject");
    assertRefused("{", "not JSON: ");
    assertRefused("{\"subject\":\"x\"}", "a ledger: must have an array entries");
    assertRefused("{\"subject\":\"x\",\"entries\":[{}]}", "entry 0: must have an array patterns");
    assertRefused(
        "{\"subject\":\"x\",\"entries\":[{\"patterns\":[\"LEAK M99 a b c d\"]}]}",
        "entry 0: a pattern must be kind, rule, operation, aim, expected, observed and perhaps a place, was "
            + "'LEAK M99 a b c d'");
    assertRefused("{\"subject\":\"x\",\"entries\":[{\"patterns\":[],\"id\":1}]}", "entry 0: must have a string id");
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> LedgerReader.parse(text))
        .isInstanceOf(ProgramFormatException.class)
        .hasMessageStartingWith(message);
  }

  private static Program program(LedgerEntry entry) {
    return Corpus.shipped().program(Corpus.LEDGER + entry.program()).program();
  }

  private List<Finding> deviations(Program program) {
    return legacy.run(program).findings();
  }
}
