package org.lowtide.fuzz.planted;

import org.jspecify.annotations.Nullable;
import org.lowtide.memory.Memory;

/** Shows the bytes that a shrink dropped when the context grows again. */
final class StaleBytes extends DelegatingMemory {

  private byte @Nullable [] dropped;

  StaleBytes(Memory inner) {
    super(inner);
  }

  @Override
  Memory child(Memory opened) {
    return new StaleBytes(opened);
  }

  @Override
  public void resize(long bytes) {
    long before = inner.size();
    byte[] all = bytes >= 0 && bytes < before ? inner.snapshot() : null;
    inner.resize(bytes);
    byte[] stale = dropped;
    if (all != null) {
      dropped = all;
    } else if (stale != null) {
      for (long i = before; i < Math.min(bytes, stale.length); i++) {
        inner.setByte(i, stale[(int) i]);
      }
    }
  }
}
