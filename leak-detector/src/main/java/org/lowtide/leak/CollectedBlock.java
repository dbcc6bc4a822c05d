package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import org.lowtide.alloc.Block;

/** A segment that the garbage collector frees: closing the block says no more than that nobody has to. */
record CollectedBlock(MemorySegment segment) implements Block {

  @Override
  public long byteSize() {
    return segment.byteSize();
  }

  @Override
  public void close() {}
}
