package org.lowtide.memory;

import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;

final class ArenaOnHeapTest extends MemoryContractTest {

  @Override
  Allocator innerAllocator() {
    return new HeapAllocator();
  }

  @Override
  MemoryProvider provider() {
    return new ArenaMemoryProvider();
  }
}
