package org.lowtide.alloc;

import java.util.Objects;

/** Opens the allocator {@code heap}: a {@link HeapAllocator} with a limit. It takes nothing from its upstream. */
public final class HeapAllocatorProvider implements AllocatorProvider {

  /** Makes a provider; all of them are alike. */
  public HeapAllocatorProvider() {}

  @Override
  public String name() {
    return "heap";
  }

  @Override
  public Pool open(Allocator upstream, long limitBytes) {
    Objects.requireNonNull(upstream, "upstream");
    return new DirectPool(new HeapAllocator(), limitBytes);
  }

  @Override
  public long largestBlockBytes() {
    return HeapAllocator.MAX_BYTE_SIZE;
  }
}
