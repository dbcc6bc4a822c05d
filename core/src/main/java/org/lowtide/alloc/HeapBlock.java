package org.lowtide.alloc;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** A block whose bytes are an array on the Java heap. Closing it only marks it: the collector takes the array. */
final class HeapBlock implements Block {

  private static final AtomicIntegerFieldUpdater<HeapBlock> CLOSED =
      AtomicIntegerFieldUpdater.newUpdater(HeapBlock.class, "closed");

  private final MemorySegment segment;

  /** 0 while open, 1 once closed; only ever changed through {@link #CLOSED}. */
  private volatile int closed;

  HeapBlock(byte[] bytes) {
    segment = MemorySegment.ofArray(bytes);
  }

  @Override
  public MemorySegment segment() {
    return segment;
  }

  @Override
  public long byteSize() {
    return segment.byteSize();
  }

  @Override
  public void close() {
    if (!CLOSED.compareAndSet(this, 0, 1)) {
      throw new IllegalStateException("block of " + byteSize() + " bytes is closed already");
    }
  }

  @Override
  public String toString() {
    return "HeapBlock[byteSize=" + byteSize() + ", closed=" + (closed != 0) + "]";
  }
}
