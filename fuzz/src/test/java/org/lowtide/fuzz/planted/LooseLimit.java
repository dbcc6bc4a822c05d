package org.lowtide.fuzz.planted;

import org.lowtide.memory.Memory;

/** Lets its contexts together be one byte larger than the limit. */
final class LooseLimit extends DelegatingMemory {

  private final long[] limit;

  LooseLimit(Memory inner, long[] limit) {
    super(inner);
    this.limit = limit;
  }

  @Override
  Memory child(Memory opened) {
    return new LooseLimit(opened, limit);
  }

  @Override
  public long limit() {
    inner.limit(); // refuses where it must
    return limit[0];
  }

  @Override
  public void setLimit(long bytes) {
    inner.setLimit(bytes == Long.MAX_VALUE || bytes < 0 ? bytes : bytes + 1);
    limit[0] = bytes;
  }
}
