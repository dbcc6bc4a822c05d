package org.lowtide.leak;

import org.lowtide.alloc.Allocator;

/**
 * Work that takes all its memory from one allocator and, when it ends, has given all of it back.
 *
 * @param <X> what it may throw; {@link RuntimeException} where a lambda throws nothing checked
 */
@FunctionalInterface
public interface AllocatorWork<X extends Exception> {

  /**
   * Does the work.
   *
   * @param allocator where all blocks come from
   * @throws X where the work fails
   */
  void run(Allocator allocator) throws X;
}
