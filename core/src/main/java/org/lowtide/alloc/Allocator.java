package org.lowtide.alloc;

import java.lang.foreign.MemorySegment;

/**
 * A source of {@linkplain Block blocks} of memory that are freed by hand.
 *
 * <p>Thread rule: an allocator is safe for use from several threads. A block belongs to whoever holds it.
 *
 * <p>A decorator (one that counts, poisons, fails) overrides both methods and passes each on to the same method of what
 * it decorates, so that a zeroed block is not zeroed twice.
 */
public interface Allocator {

  /**
   * Allocates a fresh block whose contents are unspecified, as with {@code malloc}.
   *
   * @param byteSize the size of the block in bytes, at least 1
   * @return a block of exactly {@code byteSize} bytes, owned by the caller until {@link Block#close()}
   * @throws IllegalArgumentException where {@code byteSize} is below 1
   * @throws AllocationFailedException where the bytes cannot be had; then nothing was allocated
   */
  Block allocate(long byteSize);

  /**
   * Allocates a fresh block whose bytes are all zero, as with {@code calloc}.
   *
   * <p>This default allocates and fills: override it where fresh memory is already zero.
   *
   * @param byteSize the size of the block in bytes, at least 1
   * @return a block of exactly {@code byteSize} zero bytes, owned by the caller until {@link Block#close()}
   * @throws IllegalArgumentException where {@code byteSize} is below 1
   * @throws AllocationFailedException where the bytes cannot be had; then nothing was allocated
   */
  default Block allocateZeroed(long byteSize) {
    Block block = allocate(byteSize);
    MemorySegment segment = block.segment();
    segment.fill((byte) 0);
    return block;
  }
}
