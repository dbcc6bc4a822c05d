package org.lowtide.fuzz.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.HeapAllocatorProvider;
import org.lowtide.alloc.NativeAllocatorProvider;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.planted.PlantedPool;
import org.lowtide.fuzz.planted.Pools;

/** The shipped programs about allocators: those without a fault pass them, and planted ones are shown by them. */
final class AllocatorCorpusTest {

  private static final List<NamedProgram> PROGRAMS = Corpus.shipped().programs(Target.ALLOCATOR);

  @Test
  void allocatorsWithoutFaultPassAll() {
    Executor executor =
        new Executor(
            List.of(
                Subject.of(new HeapAllocatorProvider()), Subject.of(new NativeAllocatorProvider()),
                Subject.of(Pools.recycling())),
            HeapAllocator::new, Bounds.REPLAY);
    assertThat(PROGRAMS).hasSizeGreaterThan(20);
    for (NamedProgram program : PROGRAMS) {
      assertThat(executor.run(program.program()).findings()).as(program.name()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFaultIsShownByOneOfThem(PlantedPool planted) {
    Executor executor = new Executor(List.of(Subject.of(planted)), HeapAllocator::new, Bounds.FUZZING);
    List<Finding> findings =
        PROGRAMS.stream().flatMap(program -> executor.run(program.program()).findings().stream()).toList();
    assertThat(findings).anyMatch(finding -> finding.kind() == planted.kind && finding.rule() == planted.rule);
  }
}
