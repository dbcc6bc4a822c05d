package org.lowtide.fuzz.planted;

import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryException;

/** Answers getByte although its context has ended. */
final class ReadingAfterEnd extends DelegatingMemory {

  ReadingAfterEnd(Memory inner) {
    super(inner);
  }

  @Override
  Memory child(Memory opened) {
    return new ReadingAfterEnd(opened);
  }

  @Override
  public byte getByte(long offset) {
    try {
      return inner.getByte(offset);
    } catch (MemoryException e) {
      if (e.kind() == MemoryException.Kind.CONTEXT_CLOSED) {
        return 0;
      }
      throw e;
    }
  }
}
