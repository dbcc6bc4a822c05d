package org.lowtide.fuzz.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.RandomPrograms;
import org.lowtide.fuzz.planted.Found;
import org.lowtide.fuzz.planted.PlantedMemory;
import org.lowtide.memory.ArenaMemoryProvider;

/** Random programs find every planted fault; shrinking brings each to its smallest program. */
final class ShrinkerTest {

  private static final RandomPrograms PROGRAMS = new RandomPrograms(1);

  @ParameterizedTest
  @EnumSource
  void reachesTheSmallestProgramTheSameWayEveryTime(PlantedMemory planted) {
    Found found = Found.first(planted);
    Shrunk shrunk = shrink(found, ShrinkLimits.DEFAULT);
    assertThat(shrunk.complete()).isTrue();
    assertThat(shrunk.finding().fingerprint()).isEqualTo(found.finding().fingerprint());
    assertThat(shrunk.program().operations()).hasSize(planted.smallest);
    Shrunk again = shrink(found, ShrinkLimits.DEFAULT);
    assertThat(ProgramBytes.encode(again.program())).isEqualTo(ProgramBytes.encode(shrunk.program()));
    assertThat(again.executions()).isEqualTo(shrunk.executions());
  }

  @ParameterizedTest
  @EnumSource
  void noSingleOperationCanBeDropped(PlantedMemory planted) {
    Found found = Found.first(planted);
    Program smallest = shrink(found, ShrinkLimits.DEFAULT).program();
    for (int i = 0; i < smallest.operations().size(); i++) {
      List<Operation> rest = new ArrayList<>(smallest.operations());
      rest.remove(i);
      assertThat(found.executor().run(new Program(smallest.header(), rest)).findings())
          .as("without operation %d", i)
          .extracting(Finding::fingerprint)
          .doesNotContain(found.finding().fingerprint());
    }
  }

  @Test
  void findsNothingInAMemoryWithoutFault() {
    Executor executor =
        new Executor(List.of(Subject.of(new ArenaMemoryProvider())), HeapAllocator::new, Bounds.FUZZING);
    for (int seed = 0; seed < 2000; seed++) {
      assertThat(executor.run(PROGRAMS.at(seed)).findings()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void saysThatALimitOfExecutionsEndedIt() {
    Found found = Found.first(PlantedMemory.SHOWS_STALE_BYTES);
    Shrunk shrunk = shrink(found, ShrinkLimits.executions(5));
    assertThat(shrunk.complete()).isFalse();
    assertThat(shrunk.executions()).isEqualTo(5);
    assertThat(shrunk.finding().fingerprint()).isEqualTo(found.finding().fingerprint());
  }

  @Test
  void saysThatALimitOfTimeEndedIt() {
    Found found = Found.first(PlantedMemory.SHOWS_STALE_BYTES);
    Shrunk shrunk = shrink(found, ShrinkLimits.DEFAULT.within(Duration.ZERO));
    assertThat(shrunk.complete()).isFalse();
    assertThat(shrunk.program()).isEqualTo(found.program());
  }

  @Test
  void isEmptyWhereTheProgramDoesNotShowTheFinding() {
    Found found = Found.first(PlantedMemory.COMMIT_FORGETS_SIZE);
    assertThat(new Shrinker(found.executor()).shrink(Program.of(), found.finding().fingerprint())).isEmpty();
  }

  private static Shrunk shrink(Found found, ShrinkLimits limits) {
    return new Shrinker(found.executor()).shrink(found.program(), found.finding().fingerprint(), limits).orElseThrow();
  }
}
