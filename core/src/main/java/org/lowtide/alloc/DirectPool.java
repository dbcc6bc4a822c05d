package org.lowtide.alloc;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A pool with nothing in between: each block is one of an allocator of its own, and what is added is the limit and the
 * end.
 */
final class DirectPool implements Pool {

  private final Allocator source;
  private final long limitBytes;
  private long liveBytes;
  private long liveBlocks;
  private boolean closed;

  DirectPool(Allocator source, long limitBytes) {
    if (limitBytes < 0) {
      throw new IllegalArgumentException("limitBytes must be at least 0, was " + limitBytes);
    }
    this.source = source;
    this.limitBytes = limitBytes;
  }

  @Override
  public Block allocate(long byteSize) {
    reserve(byteSize);
    try {
      return new Held(source.allocate(byteSize));
    } catch (Throwable e) {
      release(byteSize);
      throw e;
    }
  }

  @Override
  public Block allocateZeroed(long byteSize) {
    reserve(byteSize);
    try {
      return new Held(source.allocateZeroed(byteSize));
    } catch (Throwable e) {
      release(byteSize);
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    if (liveBlocks > 0) {
      throw new IllegalStateException(
          "blocks must be closed before their pool, live were " + liveBlocks + " (" + liveBytes + " bytes)");
    }
    closed = true;
  }

  private synchronized void reserve(long byteSize) {
    ByteSizes.requirePositive(byteSize);
    if (closed) {
      throw new IllegalStateException("the pool is closed");
    }
    if (byteSize > limitBytes - liveBytes) {
      throw new AllocationFailedException(
          "cannot allocate " + byteSize + " bytes: " + liveBytes + " of " + limitBytes + " are live", byteSize,
          liveBytes, limitBytes);
    }
    liveBytes += byteSize;
    liveBlocks++;
  }

  private synchronized void release(long byteSize) {
    liveBytes -= byteSize;
    liveBlocks--;
  }

  /** A block of the source, counted until it is closed. */
  private final class Held implements Block {

    private final Block block;
    private final AtomicBoolean released = new AtomicBoolean();

    Held(Block block) {
      this.block = block;
    }

    @Override
    public MemorySegment segment() {
      return block.segment();
    }

    @Override
    public long byteSize() {
      return block.byteSize();
    }

    /** The source refuses a second close; what it refuses for another reason stays live. */
    @Override
    public void close() {
      block.close();
      if (released.compareAndSet(false, true)) {
        release(byteSize());
      }
    }

    @Override
    public String toString() {
      return block.toString();
    }
  }
}
