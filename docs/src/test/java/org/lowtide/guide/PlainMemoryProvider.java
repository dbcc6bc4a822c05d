package org.lowtide.guide;

import org.lowtide.alloc.Allocator;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryProvider;

/** Opens a {@link PlainMemory}. */
public final class PlainMemoryProvider implements MemoryProvider {

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    if (initialCapacityBytes < 0 || limitBytes < initialCapacityBytes) {
      throw new IllegalArgumentException(
          "limitBytes must be at least initialCapacityBytes (" + initialCapacityBytes + "), was " + limitBytes);
    }
    return PlainMemory.open(allocator, initialCapacityBytes, limitBytes);
  }
}
