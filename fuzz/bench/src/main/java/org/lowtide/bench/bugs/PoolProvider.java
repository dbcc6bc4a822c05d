package org.lowtide.bench.bugs;

import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.alloc.Pool;

/** Opens pools that are a {@link RecyclingPool} or a variant of it. */
record PoolProvider(String name, Opening opening) implements AllocatorProvider {

  /** The pool without a bug. */
  static final PoolProvider CORRECT = new PoolProvider("correct", RecyclingPool::new);

  @Override
  public Pool open(Allocator upstream, long limitBytes) {
    return opening.make(upstream, limitBytes);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Makes a pool that holds nothing yet. */
  interface Opening {

    Pool make(Allocator upstream, long limitBytes);
  }
}
