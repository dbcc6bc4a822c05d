package org.lowtide.fuzz.corpus;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.memory.ArenaMemoryProvider;
import org.lowtide.memory.LegacyMemoryProvider;
import org.lowtide.memory.MemoryProvider;

/** Executors for each of our memories on each allocator. */
final class Subjects {

  private Subjects() {}

  static Stream<Arguments> onEachAllocator() {
    return Stream.of(
        Arguments.of(executor(new ArenaMemoryProvider(), HeapAllocator::new, "heap")),
        Arguments.of(executor(new ArenaMemoryProvider(), NativeAllocator::new, "native")),
        Arguments.of(executor(new LegacyMemoryProvider(), HeapAllocator::new, "heap")),
        Arguments.of(executor(new LegacyMemoryProvider(), NativeAllocator::new, "native")));
  }

  static Executor legacy(Bounds bounds) {
    return new Executor(List.of(Subject.of(new LegacyMemoryProvider())), HeapAllocator::new, bounds);
  }

  private static Named<Executor> executor(
      MemoryProvider provider, Supplier<? extends Allocator> allocator, String allocatorName) {
    Executor executor = new Executor(List.of(Subject.of(provider)), allocator, Bounds.REPLAY);
    return Named.of(provider.name() + " on " + allocatorName, executor);
  }
}
