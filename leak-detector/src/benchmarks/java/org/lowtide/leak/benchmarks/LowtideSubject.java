package org.lowtide.leak.benchmarks;

import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.leak.TrackingLevel;

/** Lowtide's allocators, bare and tracked. */
final class LowtideSubject implements Subject {

  private final Allocator allocator;

  private LowtideSubject(Allocator allocator) {
    this.allocator = allocator;
  }

  /**
   * Makes a subject.
   *
   * @param memory {@code native} or {@code heap}
   * @param level {@code bare}, or the name of a {@link TrackingLevel}
   */
  static LowtideSubject of(String memory, String level) {
    return new LowtideSubject(allocator(memory, level));
  }

  /** The allocator of {@link #of}. */
  static Allocator allocator(String memory, String level) {
    Allocator bare = switch (memory) {
      case "native" -> new NativeAllocator();
      case "heap" -> new HeapAllocator();
      default -> throw new IllegalArgumentException("memory must be native or heap, was " + memory);
    };
    return level.equals(Detector.BARE)
        ? bare
        : TrackingAllocator.builder(bare).level(TrackingLevel.valueOf(level)).build();
  }

  @Override
  public Object allocate(int byteSize) {
    return allocator.allocate(byteSize);
  }

  @Override
  public void free(Object block) {
    ((Block) block).close();
  }
}
