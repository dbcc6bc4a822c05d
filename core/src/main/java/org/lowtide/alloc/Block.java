package org.lowtide.alloc;

import java.lang.foreign.MemorySegment;

/**
 * A run of bytes that its holder owns until {@link #close()}.
 *
 * <p>Thread rule: a block is confined to one thread at a time and does not check it; it may be closed by another thread
 * than the one that allocated it.
 */
public interface Block extends AutoCloseable {

  /**
   * The bytes of this block.
   *
   * <p>Use after {@link #close()} is an error of the caller's. Off-heap segments then throw {@link
   * IllegalStateException} on access; heap segments cannot know. A decorator that checks may refuse the call itself.
   *
   * @return a segment of exactly {@link #byteSize()} bytes, the same at every call
   * @throws IllegalStateException where this block is closed and its allocator checks for it
   */
  MemorySegment segment();

  /**
   * The size of this block.
   *
   * @return the size in bytes, at least 1; the same before and after {@link #close()}
   */
  long byteSize();

  /**
   * Gives the bytes back to the allocator.
   *
   * @throws IllegalStateException where the block was closed before; nothing is given back twice
   */
  @Override
  void close();
}
