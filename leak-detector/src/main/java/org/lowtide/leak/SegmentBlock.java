package org.lowtide.leak;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lowtide.alloc.Block;

/** A segment of a stock arena, which alone can free it. */
final class SegmentBlock implements Block {

  private final Arena stock;
  private final MemorySegment segment;

  SegmentBlock(Arena stock, MemorySegment segment) {
    this.stock = stock;
    this.segment = segment;
  }

  @Override
  public MemorySegment segment() {
    return segment;
  }

  @Override
  public long byteSize() {
    return segment.byteSize();
  }

  /**
   * Takes note that the arena freed the segment.
   *
   * @throws IllegalStateException where it did not: then the block is as live as its arena
   */
  @Override
  public void close() {
    if (stock.scope().isAlive()) {
      throw new IllegalStateException("segment of " + Text.bytes(byteSize()) + " is live until its arena is closed");
    }
  }
}
