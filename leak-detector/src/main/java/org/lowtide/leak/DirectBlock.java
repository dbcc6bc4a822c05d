package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Block;

/**
 * The memory of a direct buffer. Lets go of it when closed: then a note of who freed a buffer does not keep the scope that
 * the note is found by.
 */
final class DirectBlock implements Block, Described {

  private final int capacity;
  private @Nullable Block memory;
  private MemorySegment segment;

  DirectBlock(Block memory, int capacity) {
    this.memory = memory;
    this.capacity = capacity;
    this.segment = memory.segment().asSlice(0, capacity);
  }

  @Override
  public MemorySegment segment() {
    return segment;
  }

  @Override
  public long byteSize() {
    return Math.max(1, capacity);
  }

  @Override
  public void close() {
    Block open = memory;
    if (open == null) {
      throw new IllegalStateException(what() + " was freed before");
    }
    open.close();
    memory = null;
    segment = MemorySegment.NULL;
  }

  @Override
  public String what() {
    return "direct buffer of " + Text.bytes(capacity);
  }

  @Override
  public String note() {
    return what() + " never freed";
  }
}
