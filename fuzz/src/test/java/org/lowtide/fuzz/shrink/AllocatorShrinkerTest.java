package org.lowtide.fuzz.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.planted.Found;
import org.lowtide.fuzz.planted.PlantedPool;

/** Random programs find every fault that is planted in a pool; shrinking brings each to its smallest program. */
final class AllocatorShrinkerTest {

  @ParameterizedTest
  @EnumSource
  void reachesTheSmallestProgramTheSameWayEveryTime(PlantedPool planted) {
    Found found = Found.first(planted);
    Shrunk shrunk = shrink(found);
    assertThat(shrunk.complete()).isTrue();
    assertThat(shrunk.finding().fingerprint()).isEqualTo(found.finding().fingerprint());
    assertThat(shrunk.program().operations()).hasSize(planted.smallest);
    Shrunk again = shrink(found);
    assertThat(ProgramBytes.encode(again.program())).isEqualTo(ProgramBytes.encode(shrunk.program()));
    assertThat(again.executions()).isEqualTo(shrunk.executions());
  }

  @ParameterizedTest
  @EnumSource
  void noSingleOperationCanBeDropped(PlantedPool planted) {
    Found found = Found.first(planted);
    Program smallest = shrink(found).program();
    for (int i = 0; i < smallest.operations().size(); i++) {
      List<Operation> rest = new ArrayList<>(smallest.operations());
      rest.remove(i);
      assertThat(found.executor().run(new Program(smallest.header(), rest)).findings())
          .as("without operation %d", i)
          .extracting(Finding::fingerprint)
          .doesNotContain(found.finding().fingerprint());
    }
  }

  private static Shrunk shrink(Found found) {
    return new Shrinker(found.executor()).shrink(found.program(), found.finding().fingerprint()).orElseThrow();
  }
}
