package org.lowtide.fuzz.planted;

import org.lowtide.memory.Memory;

/** Throws what an array throws at a negative offset. */
final class UncheckedOffset extends DelegatingMemory {

  UncheckedOffset(Memory inner) {
    super(inner);
  }

  @Override
  Memory child(Memory opened) {
    return new UncheckedOffset(opened);
  }

  @Override
  public byte getByte(long offset) {
    if (offset < 0 && inner.size() >= 0) {
      throw new IndexOutOfBoundsException("Index " + offset + " out of bounds for length " + inner.size());
    }
    return inner.getByte(offset);
  }
}
