/** The allocator SPI, the memory contract, and the memories that implement it. */
@org.jspecify.annotations.NullMarked
module org.lowtide.core {
  requires static transitive org.jspecify;

  exports org.lowtide.alloc;
  exports org.lowtide.memory;

  uses org.lowtide.alloc.AllocatorProvider;
  uses org.lowtide.memory.MemoryProvider;

  provides org.lowtide.alloc.AllocatorProvider with
      org.lowtide.alloc.HeapAllocatorProvider,
      org.lowtide.alloc.NativeAllocatorProvider;
  provides org.lowtide.memory.MemoryProvider with
      org.lowtide.memory.ArenaMemoryProvider,
      org.lowtide.memory.LegacyMemoryProvider;
}
