package org.lowtide.fuzz.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.IdentityPattern;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.LedgerEntry;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.RandomPrograms;
import org.lowtide.fuzz.op.Small;
import org.lowtide.fuzz.op.Target;

/** Holds the ledger of the old design from both sides: all that it lists is there, and all that is there it lists. */
final class LedgerTest {

  private static final long SEED = 20261122;
  private static final int RANDOM_PROGRAMS = 20_000;

  /** Where the search for a program that shows a rare pattern ends. */
  private static final int MAX_RANDOM_PROGRAMS = 300_000;

  private static final int MAX_PROGRAM_BYTES = 400;

  /** A parent's write whose offset wraps to before the shared buffer: rarer than the random run below is long. */
  private static final Program RARE =
      Program.of(
          new Operation.SetByte(Aim.INNERMOST, Operand.of(40), new Small(1)),
          new Operation.NewChild(Aim.INNERMOST),
          new Operation.NewChild(Aim.INNERMOST),
          new Operation.SetData(Aim.PARENT, Operand.of(-44), new Payload.Literal(new byte[8])));
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
      String left = ProgramText.format(Target.MEMORY, others.remove(i));
      Program smaller = new Program(program.header(), others);
      assertThat(deviations(smaller)).as("%s without '%s'", entry.id(), left).noneMatch(entry::matches);
    }
  }

  @Test
  void nothingOutsideTheLedgerAndNoPatternThatNothingShows() {
    Set<IdentityPattern> unseen = new LinkedHashSet<>();
    LEDGER.entries().forEach(entry -> unseen.addAll(entry.patterns()));
    for (NamedProgram program : Corpus.shipped().programs(Target.MEMORY)) {
      observe(program.program(), program.name(), unseen);
    }
    observe(RARE, "the rare one", unseen);
    RandomPrograms programs = new RandomPrograms(SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < RANDOM_PROGRAMS || (!unseen.isEmpty() && i < MAX_RANDOM_PROGRAMS); i++) {
      observe(programs.at(i), "seed " + SEED + " program " + i, unseen);
      byte[] bytes = new byte[random.nextInt(MAX_PROGRAM_BYTES)];
      random.nextBytes(bytes);
      observe(ProgramBytes.decode(ProgramBytes.about(Target.MEMORY, bytes)), "seed " + SEED + " bytes " + i, unseen);
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
