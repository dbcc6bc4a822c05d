package org.lowtide.guide;

import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.alloc.Pool;

/** Opens a {@link FirstPool}. */
public final class FirstPoolProvider implements AllocatorProvider {

  @Override
  public String name() {
    return "first";
  }

  @Override
  public Pool open(Allocator upstream, long limitBytes) {
    if (limitBytes < 0) {
      throw new IllegalArgumentException("limitBytes must be at least 0, was " + limitBytes);
    }
    return new FirstPool(upstream, limitBytes);
  }

  @Override
  public long largestBlockBytes() {
    return FirstPool.SLAB_BYTES;
  }
}
