package org.lowtide.memory;

import org.lowtide.alloc.Allocator;

/** Opens the memory {@code arena}: a {@link MemoryV2} over an arena of its own. */
public final class ArenaMemoryProvider implements MemoryProvider {

  /** Makes a provider; all of them are alike. */
  public ArenaMemoryProvider() {}

  @Override
  public String name() {
    return "arena";
  }

  @Override
  public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    return MemoryV2.open(allocator, initialCapacityBytes, limitBytes);
  }
}
