package org.lowtide.memory.benchmarks;

import java.lang.foreign.MemorySegment;
import org.lowtide.memory.FrameMemory;

/** A memory that only does what the benchmarks ask of it. */
abstract class Yardstick implements FrameMemory {

  static final int WORD = 32;

  /** The end of a range, which is checked as a memory has to: huge operands must not wrap. */
  static long end(long offset, long length) {
    if (offset < 0 || offset > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException("offset must be at least 0 and not overflow, was " + offset);
    }
    return offset + length;
  }

  /** The end of what is read. */
  static void requireWithin(long end, long size) {
    if (end > size) {
      throw new IllegalArgumentException("the read must end within " + size + " bytes, would at " + end);
    }
  }

  static void requireWord(byte[] word32) {
    if (word32.length != WORD) {
      throw new IllegalArgumentException("word32 must have 32 bytes, had " + word32.length);
    }
  }

  /** The capacity to grow to: what is required or twice what there was, and an array can have as much. */
  static int grown(int capacity, long required, long limit) {
    if (required > limit) {
      throw new IllegalArgumentException("all must be at most the limit (" + limit + "), would be " + required);
    }
    return (int) Math.min(limit, Math.max(required, 2L * capacity));
  }

  @Override
  public void read(long offset, MemorySegment destination) {
    throw new UnsupportedOperationException("not measured");
  }

  @Override
  public void write(long offset, MemorySegment source) {
    throw new UnsupportedOperationException("not measured");
  }

  @Override
  public void setDataBounded(long offset, MemorySegment data, long dataOffset, long length) {
    throw new UnsupportedOperationException("not measured");
  }
}
