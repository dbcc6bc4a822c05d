package org.lowtide.fuzz.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lowtide.fuzz.codec.ProgramBytes;

final class RandomProgramsTest {

  /** Whoever changes the sequence on purpose changes these numbers: the same seed then gives another run than before. */
  @Test
  void theSequenceOfASeedIsWhatItWas() {
    RandomPrograms programs = new RandomPrograms(7);
    int[] hashes = new int[4];
    long[] indices = {0, 1, 1_000, 1L << 40};
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = Arrays.hashCode(ProgramBytes.encode(programs.at(indices[i])));
    }
    assertThat(hashes).containsExactly(-1387973598, 1842755517, 490332262, -1546318240);
  }

  @Test
  void aProgramDependsOnNothingButSeedAndIndex() {
    RandomPrograms programs = new RandomPrograms(7);
    programs.at(3);
    assertThat(programs.at(5)).isEqualTo(new RandomPrograms(7).at(5)).isNotEqualTo(new RandomPrograms(8).at(5));
  }

  @Test
  void programsAboutAllocatorsAreTheSameForTheSameSeedAndUseEveryOperation() {
    RandomPrograms programs = new RandomPrograms(Target.ALLOCATOR, 7);
    Set<OpCode> used = EnumSet.noneOf(OpCode.class);
    for (int index = 0; index < 200; index++) {
      Program program = programs.at(index);
      assertThat(program).isEqualTo(new RandomPrograms(Target.ALLOCATOR, 7).at(index));
      assertThat(program.header().target()).isEqualTo(Target.ALLOCATOR);
      program.operations().forEach(operation -> used.add(operation.code()));
    }
    assertThat(used).containsExactlyInAnyOrderElementsOf(OpCode.of(Target.ALLOCATOR));
    assertThat(programs.at(5)).isNotEqualTo(new RandomPrograms(Target.ALLOCATOR, 8).at(5));
  }
}
