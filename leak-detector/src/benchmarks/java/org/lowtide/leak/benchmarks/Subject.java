package org.lowtide.leak.benchmarks;

/**
 * An allocator in one of its modes, as the workloads use it: they know nothing more of it, so that all do the same work.
 *
 * <p>One JVM runs one subject. So its calls have one target each, and switches that are static are no trouble.
 */
interface Subject {

  /**
   * A block of that many bytes off the heap or on it.
   *
   * @param byteSize at least 1
   * @return the block, for {@link #free}
   */
  Object allocate(int byteSize);

  /**
   * Frees a block.
   *
   * @param block of this subject, not freed before
   */
  void free(Object block);
}
