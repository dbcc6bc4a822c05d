package org.lowtide.fuzz.planted;

import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryException;

/** Loses a block where a change runs out of memory. */
final class LosingFailure extends DelegatingMemory {

  private final Allocator allocator;

  LosingFailure(Memory inner, Allocator allocator) {
    super(inner);
    this.allocator = allocator;
  }

  @Override
  Memory child(Memory opened) {
    return new LosingFailure(opened, allocator);
  }

  @Override
  void change(Runnable call) {
    try {
      call.run();
    } catch (MemoryException e) {
      if (e.kind() == MemoryException.Kind.OUT_OF_MEMORY) {
        lose();
      }
      throw e;
    }
  }

  private void lose() {
    try {
      allocator.allocate(16);
    } catch (AllocationFailedException e) {
      // Nothing to lose.
    }
  }
}
