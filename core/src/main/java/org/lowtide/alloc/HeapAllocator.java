package org.lowtide.alloc;

/**
 * An allocator of blocks on the Java heap, each a {@code byte[]} of its own: the default where nothing asks for memory
 * off the heap.
 *
 * <p>A segment's {@link java.lang.foreign.MemorySegment#heapBase() heapBase} is that array and its alignment is 1: use
 * the unaligned layouts. A block has at most 2^31 - 9 bytes. Fresh arrays are zero, so both methods cost the same: one
 * clearing of the block.
 *
 * <p>A closed block's bytes can still be reached through its segment, and are collected when nobody holds it.
 *
 * <p>Thread rule: safe for use from several threads. Two threads that close the same block race fairly: exactly one
 * succeeds.
 */
public final class HeapAllocator implements Allocator {

  /** The largest array that every JVM of today can make. */
  static final int MAX_BYTE_SIZE = Integer.MAX_VALUE - 8;

  /** Makes an allocator; all of them are alike and hold no state. */
  public HeapAllocator() {}

  /**
   * {@inheritDoc}
   *
   * @throws AllocationFailedException where {@code byteSize} is above 2^31 - 9, or the heap has no room; {@link
   *     AllocationFailedException#requestedBytes()} is {@code byteSize}
   */
  @Override
  public Block allocate(long byteSize) {
    ByteSizes.requirePositive(byteSize);
    if (byteSize > MAX_BYTE_SIZE) {
      throw ByteSizes.failed(byteSize, MAX_BYTE_SIZE, "an array has at most " + MAX_BYTE_SIZE);
    }
    try {
      return new HeapBlock(new byte[(int) byteSize]);
    } catch (OutOfMemoryError e) {
      throw ByteSizes.failed(byteSize, AllocationFailedException.UNKNOWN, "the Java heap is full");
    }
  }

  @Override
  public Block allocateZeroed(long byteSize) {
    return allocate(byteSize);
  }
}
