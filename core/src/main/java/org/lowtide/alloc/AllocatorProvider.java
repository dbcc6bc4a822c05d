package org.lowtide.alloc;

/**
 * Opens pools of one implementation; found by {@link java.util.ServiceLoader}, so that an allocator joins the toolkit by
 * being on the class path.
 *
 * <p>Thread rule: a provider is safe for use from several threads.
 */
public interface AllocatorProvider {

  /**
   * How the command line and reports name this implementation.
   *
   * @return a short name in lower case without spaces, the same at every call
   */
  String name();

  /**
   * Opens a pool that holds no block yet.
   *
   * <p>A pool that takes its bytes from elsewhere than {@code upstream} may leave that alone; then the fuzzer cannot make
   * it run out of memory, and does not see what it leaks.
   *
   * @param upstream where the pool takes its bytes from, and gives them back to
   * @param limitBytes the most bytes that the live blocks of the pool may have together, at least 0
   * @return the pool
   * @throws IllegalArgumentException where {@code limitBytes} is negative
   * @throws AllocationFailedException where the upstream fails; then nothing stays allocated
   */
  Pool open(Allocator upstream, long limitBytes);

  /**
   * The largest block that the pools hand out: what is above it fails, whatever the limit (A6).
   *
   * @return bytes, at least 1, the same at every call; by default no bound
   */
  default long largestBlockBytes() {
    return Long.MAX_VALUE;
  }

  /**
   * Whether an access through the segment of a closed block is sure to be refused (A14).
   *
   * @return false by default: such an access may do anything
   */
  default boolean refusesUseAfterClose() {
    return false;
  }
}
