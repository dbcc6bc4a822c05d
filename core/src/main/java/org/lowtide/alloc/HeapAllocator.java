package org.lowtide.alloc;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * An allocator of blocks on the Java heap, each a {@code byte[]} of its own: the default where nothing asks for memory
 * off the heap.
 *
 * <p>A segment's {@link java.lang.foreign.MemorySegment#heapBase() heapBase} is that array and its alignment is 1: use
 * the unaligned layouts. A block has at most 2^31 - 9 bytes. Fresh arrays are zero, so {@link #allocate} and
 * {@link #allocateZeroed} cost the same: one clearing of the block.
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
    requireArray(byteSize);
    try {
      return new HeapBlock(new byte[(int) byteSize]);
    } catch (OutOfMemoryError e) {
      throw heapIsFull(byteSize);
    }
  }

  @Override
  public Block allocateZeroed(long byteSize) {
    return allocate(byteSize);
  }

  /** {@inheritDoc} Where {@code source} is a whole array, what is copied over is not cleared first. */
  @Override
  public Block allocateCopy(MemorySegment source, long byteSize) {
    ByteSizes.requireRoomFor(source, byteSize);
    if (!(source.heapBase().orElse(null) instanceof byte[] array) || array.length != source.byteSize()) {
      return Allocator.super.allocateCopy(source, byteSize);
    }
    requireArray(byteSize);
    try {
      return new HeapBlock(Arrays.copyOf(array, (int) byteSize));
    } catch (OutOfMemoryError e) {
      throw heapIsFull(byteSize);
    }
  }

  private static void requireArray(long byteSize) {
    if (byteSize > MAX_BYTE_SIZE) {
      throw ByteSizes.failed(byteSize, MAX_BYTE_SIZE, "an array has at most " + MAX_BYTE_SIZE);
    }
  }

  private static AllocationFailedException heapIsFull(long byteSize) {
    return ByteSizes.failed(byteSize, AllocationFailedException.UNKNOWN, "the Java heap is full");
  }
}
