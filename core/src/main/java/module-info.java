/** The allocator SPI, the memory contract, the memories that implement it, and the virtual machine on top of them. */
@org.jspecify.annotations.NullMarked
module org.lowtide.core {
  requires static transitive org.jspecify;
  // Of org.lowtide.vm alone: who uses it brings them.
  requires static org.bouncycastle.provider;
  requires static tuweni.bytes;
  requires static tuweni.rlp;
  requires static tuweni.units;

  exports org.lowtide.alloc;
  exports org.lowtide.memory;
  exports org.lowtide.vm;

  uses org.lowtide.alloc.AllocatorProvider;
  uses org.lowtide.memory.MemoryProvider;

  provides org.lowtide.alloc.AllocatorProvider with
      org.lowtide.alloc.HeapAllocatorProvider,
      org.lowtide.alloc.NativeAllocatorProvider;
  provides org.lowtide.memory.MemoryProvider with
      org.lowtide.memory.ArenaMemoryProvider,
      org.lowtide.memory.LegacyMemoryProvider;
}
