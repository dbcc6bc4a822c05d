package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import org.lowtide.alloc.Block;

/** A block that is overwritten before it is closed. */
final class PoisonedBlock implements BlockDecorator {

  /** What a block is overwritten with. */
  interface Poison {
    void fill(MemorySegment segment);
  }

  private final Block delegate;
  private final Poison freed;
  private boolean closed;

  PoisonedBlock(Block delegate, Poison freed) {
    this.delegate = delegate;
    this.freed = freed;
  }

  @Override
  public MemorySegment segment() {
    return delegate.segment();
  }

  @Override
  public long byteSize() {
    return delegate.byteSize();
  }

  @Override
  public Block decorated() {
    return delegate;
  }

  /** Holds a lock, so that a second close, on whichever thread, never writes to bytes that are someone else's by then. */
  @Override
  public synchronized void close() {
    if (closed) {
      // The delegate refuses this too, and may know more about the block than is known here.
      delegate.close();
      throw new IllegalStateException("block of " + Text.bytes(byteSize()) + " was closed before");
    }
    freed.fill(delegate.segment());
    delegate.close();
    closed = true;
  }
}
