package org.lowtide.vm;

import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.memory.ArenaMemory;
import org.lowtide.memory.FrameMemory;
import org.lowtide.memory.MemoryProvider;

/**
 * Opens the memories of transactions, and counts them. The old design is found by its name among the providers, not by
 * its class: nothing here depends on it.
 */
final class MemoryFactory {

  private final Allocator allocator;
  private final long limitBytes;
  private final MemoryListener listener;
  private final @Nullable MemoryProvider oldMemory;
  private final LongAdder legacy = new LongAdder();
  private final LongAdder arena = new LongAdder();
  private final LongAdder shadow = new LongAdder();
  private final LongAdder deviated = new LongAdder();

  /**
   * Makes a factory.
   *
   * @param oldMemory what opens the memory that is replaced; null for the one shipped
   */
  MemoryFactory(
      Allocator allocator, long limitBytes, MemoryListener listener, @Nullable MemoryProvider oldMemory) {
    this.allocator = allocator;
    this.limitBytes = limitBytes;
    this.listener = listener;
    this.oldMemory = oldMemory;
  }

  MemoryCounts counts() {
    return new MemoryCounts(legacy.sum(), arena.sum(), shadow.sum(), deviated.sum());
  }

  /** A recording for a transaction of that mode, or null where none is needed. */
  @Nullable MemoryRecording recording(MemoryMode mode) {
    return mode == MemoryMode.SHADOW || listener.records() ? new MemoryRecording(limitBytes) : null;
  }

  FrameMemory open(MemoryMode mode, @Nullable MemoryRecording recording) {
    FrameMemory memory = switch (mode) {
      case LEGACY -> counted(legacy, openLegacy());
      case ARENA -> counted(arena, openArena());
      case SHADOW -> counted(shadow, openShadow(recording));
    };
    return recording == null ? memory : new RecordingMemory(memory, recording);
  }

  /** Tells the listener what was recorded, if it wants to know. */
  void ended(@Nullable MemoryRecording recording) {
    if (recording != null && listener.records()) {
      listener.recorded(recording.program());
    }
  }

  private static FrameMemory counted(LongAdder counter, FrameMemory memory) {
    counter.increment();
    return memory;
  }

  private FrameMemory openArena() {
    return ArenaMemory.open(allocator, 0, limitBytes);
  }

  private FrameMemory openLegacy() {
    MemoryProvider provider = oldMemory == null ? shipped() : oldMemory;
    return new MemoryAdapter(provider.open(allocator, 0, limitBytes));
  }

  private static MemoryProvider shipped() {
    String name = MemoryMode.LEGACY.word();
    return ServiceLoader.load(MemoryProvider.class, MemoryProvider.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no memory of the name " + name + " can be found"));
  }

  private FrameMemory openShadow(@Nullable MemoryRecording recording) {
    return new ShadowMemory(openArena(), openLegacy(), (what, expected, observed) -> {
      deviated.increment();
      MemoryProgram program =
          recording == null ? new MemoryProgram(limitBytes, List.of(), 0) : recording.program();
      listener.deviated(new MemoryDeviation(program, what, expected, observed));
    });
  }
}
