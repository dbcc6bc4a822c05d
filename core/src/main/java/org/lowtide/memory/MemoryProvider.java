package org.lowtide.memory;

import org.lowtide.alloc.Allocator;

/**
 * Opens memories of one implementation; found by {@link java.util.ServiceLoader}, so that a memory joins the toolkit by
 * being on the class path.
 *
 * <p>Thread rule: a provider is safe for use from several threads; each {@link Memory} that it opens is confined to one.
 */
public interface MemoryProvider {

  /**
   * How the command line and reports name this implementation.
   *
   * @return a short name in lower case without spaces, the same at every call
   */
  String name();

  /**
   * Opens the root context of a new memory, ready to use.
   *
   * @param allocator where all bytes of the memory come from, and go back to
   * @param initialCapacityBytes the bytes to hold from the start, at least 0
   * @param limitBytes the most bytes that all open contexts may have together, at least {@code initialCapacityBytes}
   * @return the handle to a root context of size 0
   * @throws IllegalArgumentException where either is negative or the capacity is above the limit
   * @throws MemoryException of kind {@link MemoryException.Kind#OUT_OF_MEMORY} where the allocator fails; then nothing
   *     stays allocated
   */
  Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes);
}
