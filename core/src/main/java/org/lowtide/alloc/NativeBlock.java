package org.lowtide.alloc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A block off the heap, with a shared arena of its own, so that any thread may close it. */
final class NativeBlock implements Block {

  private final Arena arena;
  private final MemorySegment segment;

  NativeBlock(Arena arena, MemorySegment segment) {
    this.arena = arena;
    this.segment = segment;
  }

  @Override
  public MemorySegment segment() {
    return segment;
  }

  @Override
  public long byteSize() {
    return segment.byteSize();
  }

  @Override
  public void close() {
    try {
      // A shared arena lets exactly one of two racing calls win.
      arena.close();
    } catch (IllegalStateException e) {
      if (arena.scope().isAlive()) {
        throw e; // another thread is reading or writing the segment right now: nothing was freed
      }
      throw new IllegalStateException("block of " + byteSize() + " bytes is closed already", e);
    }
  }

  @Override
  public String toString() {
    return "NativeBlock[byteSize=" + byteSize() + ", closed=" + !arena.scope().isAlive() + "]";
  }
}
