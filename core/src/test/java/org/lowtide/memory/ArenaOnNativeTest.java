package org.lowtide.memory;

import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.NativeAllocator;

final class ArenaOnNativeTest extends MemoryContractTest {

  @Override
  Allocator innerAllocator() {
    return new NativeAllocator();
  }

  @Override
  MemoryProvider provider() {
    return new ArenaMemoryProvider();
  }
}
