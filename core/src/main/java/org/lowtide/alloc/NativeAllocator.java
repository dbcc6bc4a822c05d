package org.lowtide.alloc;

import java.lang.foreign.Arena;

/**
 * An allocator of blocks off the Java heap.
 *
 * <p>Each block has a shared {@link Arena} of its own, so that another thread than the allocating one may use and close
 * it; once closed, every access through its segment throws {@link IllegalStateException}. Segments are aligned to 16
 * bytes. The JDK hands out native memory already zeroed, so both methods cost the same and nothing is cleared twice.
 * Closing a shared arena makes all threads pass a handshake: some microseconds, more than a heap block costs.
 *
 * <p>On JDK 25 these bytes count neither against {@code -XX:MaxDirectMemorySize} nor in the JVM's buffer pool {@code
 * direct}: only native memory tracking sees them, in its category {@code Other}.
 *
 * <p>Thread rule: safe for use from several threads. Two threads that close the same block race fairly: exactly one
 * succeeds. A close while another thread is inside an access throws {@link IllegalStateException} and frees nothing.
 */
public final class NativeAllocator implements Allocator {

  private static final long ALIGNMENT = 16;

  /** Makes an allocator; all of them are alike and hold no state. */
  public NativeAllocator() {}

  /**
   * {@inheritDoc}
   *
   * @throws AllocationFailedException where the JDK cannot give the bytes; {@link
   *     AllocationFailedException#requestedBytes()} is {@code byteSize}
   */
  @Override
  public Block allocate(long byteSize) {
    ByteSizes.requirePositive(byteSize);
    Arena arena = Arena.ofShared();
    try {
      return new NativeBlock(arena, arena.allocate(byteSize, ALIGNMENT));
    } catch (OutOfMemoryError e) {
      arena.close();
      throw ByteSizes.failed(byteSize, AllocationFailedException.UNKNOWN, "the JDK has no native memory left");
    }
  }

  @Override
  public Block allocateZeroed(long byteSize) {
    return allocate(byteSize);
  }
}
