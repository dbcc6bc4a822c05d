package org.lowtide.vm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.memory.FrameMemory;

/**
 * Bytes that go into a call, come out of it, or are logged: a block of the machine's allocator that its holder closes,
 * or an array of somebody else's.
 */
final class Data implements AutoCloseable {

  static final Data EMPTY = new Data(null, MemorySegment.ofArray(new byte[0]));

  private final @Nullable Block block;
  private final MemorySegment segment;

  private Data(@Nullable Block block, MemorySegment segment) {
    this.block = block;
    this.segment = segment;
  }

  /** Those very bytes, which nobody changes meanwhile: nothing is allocated. */
  static Data wrap(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Data(null, MemorySegment.ofArray(bytes));
  }

  /** A block with a copy of those bytes. */
  static Data copyOf(Allocator allocator, MemorySegment bytes) {
    if (bytes.byteSize() == 0) {
      return EMPTY;
    }
    Block block = allocator.allocate(bytes.byteSize());
    MemorySegment.copy(bytes, 0, block.segment(), 0, bytes.byteSize());
    return new Data(block, block.segment());
  }

  /** A block with a copy of a range of the innermost context, which has it. */
  static Data copyOf(Allocator allocator, FrameMemory memory, long offset, long length) {
    if (length == 0) {
      return EMPTY;
    }
    Block block = allocator.allocate(length);
    try {
      memory.read(offset, block.segment());
    } catch (RuntimeException | Error e) {
      block.close();
      throw e;
    }
    return new Data(block, block.segment());
  }

  long length() {
    return segment.byteSize();
  }

  MemorySegment segment() {
    return segment;
  }

  /** Copies {@code into.length} bytes from there on, zeros for what lies past the end. */
  void readPadded(long offset, byte[] into) {
    long from = Math.min(offset, length());
    int there = (int) Math.min(into.length, length() - from);
    MemorySegment target = MemorySegment.ofArray(into);
    MemorySegment.copy(segment, from, target, 0, there);
    target.asSlice(there).fill((byte) 0);
  }

  byte[] toArray() {
    return segment.toArray(ValueLayout.JAVA_BYTE);
  }

  /** Gives the block back, if there is one. */
  @Override
  public void close() {
    if (block != null) {
      block.close();
    }
  }
}
