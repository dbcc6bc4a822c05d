package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.HeapAllocatorProvider;
import org.lowtide.alloc.NativeAllocatorProvider;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.RandomPrograms;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.planted.Pools;

/** Allocators without a fault show none. */
final class AllocatorsKeepTheContractTest {

  static Stream<AllocatorProvider> withoutFault() {
    return Stream.of(new HeapAllocatorProvider(), new NativeAllocatorProvider(), Pools.recycling());
  }

  @ParameterizedTest
  @MethodSource("withoutFault")
  void randomProgramsFindNothing(AllocatorProvider provider) {
    Executor executor = new Executor(List.of(Subject.of(provider)), HeapAllocator::new, Bounds.FUZZING);
    RandomPrograms programs = new RandomPrograms(Target.ALLOCATOR, 1);
    int count = provider instanceof NativeAllocatorProvider ? 300 : 3000;
    for (int index = 0; index < count; index++) {
      assertThat(executor.run(programs.at(index)).findings()).as("program %d", index).isEmpty();
    }
  }

  @Test
  void aProgramAboutAMemoryIsRefused() {
    Executor executor =
        new Executor(List.of(Subject.of(new HeapAllocatorProvider())), HeapAllocator::new, Bounds.FUZZING);
    assertThatThrownBy(() -> executor.run(Program.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("program must be about an allocator for heap, was about a memory");
  }
}
