package org.lowtide.fuzz.planted;

import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.alloc.Pool;

/** Providers of pools for tests. */
public final class Pools {

  private Pools() {}

  /** The pool without a fault that faults are planted in. */
  public static AllocatorProvider recycling() {
    return of("recycling", RecyclingPool::new);
  }

  /** A provider made from what opens its pools. */
  public static AllocatorProvider of(String name, Opening opening) {
    return new AllocatorProvider() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Pool open(Allocator upstream, long limitBytes) {
        return opening.open(upstream, limitBytes);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }

  /** What opens a pool. */
  public interface Opening {
    Pool open(Allocator upstream, long limitBytes);
  }
}
