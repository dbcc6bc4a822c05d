package org.lowtide.fuzz.planted;

import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.memory.Memory;

/** Holds a block of its own and gives it back twice. */
final class DoubleFree extends DelegatingMemory {

  private final Block held;
  private boolean closed;

  DoubleFree(Memory inner, Allocator allocator) {
    this(inner, allocator.allocate(8));
  }

  private DoubleFree(Memory inner, Block held) {
    super(inner);
    this.held = held;
  }

  @Override
  Memory child(Memory opened) {
    return new PlainChild(opened);
  }

  @Override
  public void close() {
    inner.close();
    if (closed) {
      return;
    }
    closed = true;
    held.close();
    try {
      held.close();
    } catch (IllegalStateException e) {
      // What a memory that frees twice does with the news: nothing.
    }
  }
}
