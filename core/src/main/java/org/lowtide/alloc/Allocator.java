package org.lowtide.alloc;

import java.lang.foreign.MemorySegment;

/**
 * A source of {@linkplain Block blocks} of memory that are freed by hand.
 *
 * <p>Thread rule: an allocator is safe for use from several threads. A block belongs to whoever holds it.
 *
 * <p>A decorator (one that counts, poisons, fails) overrides {@link #allocate} and {@link #allocateZeroed} and passes
 * each on to the same method of what it decorates, so that a zeroed block is not zeroed twice. {@link #allocateCopy} it
 * may leave alone, which then comes to one {@code allocateZeroed} of the decorator's own.
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

  /**
   * Allocates a fresh block that begins with a copy of some bytes and is zero past them: what a buffer moves into that
   * outgrew its block. The block that {@code source} is of stays as it is, for the caller to close.
   *
   * <p>This default is {@link #allocateZeroed} and a copy: override it where bytes to be copied over need not be cleared
   * first.
   *
   * @param source the bytes to begin with, which nobody writes meanwhile
   * @param byteSize the size of the block in bytes, at least 1 and at least that of {@code source}
   * @return a block of exactly {@code byteSize} bytes, owned by the caller until {@link Block#close()}
   * @throws IllegalArgumentException where {@code byteSize} is below 1 or below the size of {@code source}
   * @throws AllocationFailedException where the bytes cannot be had; then nothing was allocated
   */
  default Block allocateCopy(MemorySegment source, long byteSize) {
    ByteSizes.requireRoomFor(source, byteSize);
    Block block = allocateZeroed(byteSize);
    try {
      MemorySegment.copy(source, 0, block.segment(), 0, source.byteSize());
    } catch (RuntimeException | Error e) {
      block.close();
      throw e;
    }
    return block;
  }
}
