package org.lowtide.fuzz.planted;

import org.jspecify.annotations.Nullable;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryException;

/** Counts the bytes of its open child as its own. */
final class CountedChild extends DelegatingMemory {

  private @Nullable Memory child;

  CountedChild(Memory inner) {
    super(inner);
  }

  @Override
  Memory child(Memory opened) {
    return opened(opened);
  }

  private Memory opened(Memory opened) {
    child = opened;
    return new CountedChild(opened);
  }

  @Override
  public long size() {
    return inner.size() + childSize();
  }

  private long childSize() {
    Memory opened = child;
    if (opened == null) {
      return 0;
    }
    try {
      return opened.size();
    } catch (MemoryException e) {
      return 0; // it has ended
    }
  }
}
