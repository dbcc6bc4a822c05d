package org.lowtide.memory.benchmarks;

import java.util.Arrays;
import java.util.List;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.memory.ArenaMemory;
import org.lowtide.memory.FrameMemory;
import org.lowtide.memory.LegacyMemory;
import org.lowtide.memory.MemoryV2;
import org.lowtide.vm.AdaptedMemory;

/** What is measured: a memory, and how to open one. All take their bytes from the Java heap. */
enum Subject {
  /** The object that the machine uses. */
  ARENA("ArenaMemory"),
  /** The same arena behind its handles. */
  HANDLES("MemoryV2"),
  /** The memory that the arena replaces. */
  LEGACY("LegacyMemory"),
  /** A yardstick. */
  PLAIN("plain array"),
  /** A yardstick. */
  PER_FRAME("array per frame");

  private static final long LIMIT_BYTES = 1L << 30;

  /** How the tables name it. */
  final String title;

  Subject(String title) {
    this.title = title;
  }

  /** Opens an empty memory. */
  FrameMemory open() {
    return switch (this) {
      case ARENA -> ArenaMemory.open(new HeapAllocator(), 0, LIMIT_BYTES);
      case HANDLES -> AdaptedMemory.of(MemoryV2.open(new HeapAllocator(), 0, LIMIT_BYTES));
      case LEGACY -> AdaptedMemory.of(legacy());
      case PLAIN -> new PlainArray(LIMIT_BYTES);
      case PER_FRAME -> new ArrayPerFrame(LIMIT_BYTES);
    };
  }

  /** Whether it has contexts. */
  boolean nests() {
    return this != PLAIN;
  }

  static List<Subject> all() {
    return List.of(values());
  }

  static String[] names(boolean nesting) {
    return Arrays.stream(values())
        .filter(subject -> subject.nests() || !nesting)
        .map(Subject::name)
        .toArray(String[]::new);
  }

  private static LegacyMemory legacy() {
    LegacyMemory memory = LegacyMemory.init(new HeapAllocator(), 0, LIMIT_BYTES);
    memory.finalizeRoot();
    return memory;
  }
}
