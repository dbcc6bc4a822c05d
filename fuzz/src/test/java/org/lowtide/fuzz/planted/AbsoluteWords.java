package org.lowtide.fuzz.planted;

import org.lowtide.memory.Memory;

/** Counts words from the start of the arena instead of that of the context. */
final class AbsoluteWords extends DelegatingMemory {

  AbsoluteWords(Memory inner) {
    super(inner);
  }

  @Override
  Memory child(Memory opened) {
    return new AbsoluteWords(opened);
  }

  @Override
  public long ensureCapacity(long minBytes) {
    long before = inner.sharedSize();
    inner.ensureCapacity(minBytes);
    return (inner.sharedSize() + 31) / 32 - (before + 31) / 32;
  }
}
