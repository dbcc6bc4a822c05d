package org.lowtide.bench.bugs;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/** One block that grows by moving into a larger one. Its bytes are unspecified until written; nothing is checked. */
class GrowingBuffer {

  /** The least that it grows to, where there is room. */
  static final long FIRST_CAPACITY = 256;

  final Allocator allocator;
  @Nullable Block block;
  MemorySegment segment = MemorySegment.NULL;
  long capacity;

  GrowingBuffer(Allocator allocator) {
    this.allocator = allocator;
  }

  /** The capacity to grow to: at least what is required, else doubled within the limit. */
  long nextCapacity(long required, long limit) {
    long doubled = capacity > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * capacity;
    return Math.max(required, Math.min(limit, Math.max(doubled, FIRST_CAPACITY)));
  }

  /** Moves into a block of that size and keeps the first {@code used} bytes. Where the allocator fails nothing changes. */
  void moveTo(long newCapacity, long used) {
    Block next = allocate(newCapacity);
    keep(next, used);
    Block previous = block;
    block = next;
    segment = next.segment();
    capacity = newCapacity;
    if (previous != null) {
      free(previous);
    }
  }

  Block allocate(long bytes) {
    return allocator.allocate(bytes);
  }

  /** Copies what is in use into the next block. */
  void keep(Block next, long used) {
    MemorySegment.copy(segment, 0, next.segment(), 0, used);
  }

  void free(Block previous) {
    previous.close();
  }

  /** Frees the block; then there is none, as at first. */
  void release() {
    Block previous = block;
    block = null;
    segment = MemorySegment.NULL;
    capacity = 0;
    if (previous != null) {
      free(previous);
    }
  }

  byte load(long at) {
    return segment.get(ValueLayout.JAVA_BYTE, at);
  }

  void store(long at, byte value) {
    segment.set(ValueLayout.JAVA_BYTE, at, value);
  }

  /** Copies out to all of the destination. */
  void load(long at, MemorySegment destination) {
    MemorySegment.copy(segment, at, destination, 0, destination.byteSize());
  }

  /** Copies in all of the source. */
  void store(long at, MemorySegment source) {
    MemorySegment.copy(source, 0, segment, at, source.byteSize());
  }

  void clear(long from, long to) {
    segment.asSlice(from, to - from).fill((byte) 0);
  }

  /** Copies within, as if through a temporary. */
  void move(long to, long from, long length) {
    MemorySegment.copy(segment, from, segment, to, length);
  }
}
