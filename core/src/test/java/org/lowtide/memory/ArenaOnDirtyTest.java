package org.lowtide.memory;

import org.lowtide.alloc.Allocator;

final class ArenaOnDirtyTest extends MemoryContractTest {

  @Override
  Allocator innerAllocator() {
    return new DirtySliceAllocator();
  }

  @Override
  MemoryProvider provider() {
    return new ArenaMemoryProvider();
  }
}
