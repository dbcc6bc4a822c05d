package org.lowtide.leak;

import java.lang.foreign.MemorySegment;

/**
 * Which bytes of the allocations of one run are dirty: all of those before one, and in that one those before an offset.
 * A fresh byte that is not dirty is zero; a byte of a closed block that is not dirty stays as it was.
 *
 * @param pattern what dirty bytes are
 * @param ordinal the last allocation that has any, counted from 1
 * @param bytes how many bytes of it are dirty, from its start
 * @param afterClose whether the same bytes are made dirty once more when their block is closed
 */
record Dirt(DirtPattern pattern, long ordinal, long bytes, boolean afterClose) {

  static final Dirt NONE = new Dirt(DirtPattern.ONES, 0, 0, true);

  static Dirt everywhere(DirtPattern pattern) {
    return upTo(pattern, Long.MAX_VALUE);
  }

  /** All of the allocations up to and with one. */
  static Dirt upTo(DirtPattern pattern, long ordinal) {
    return new Dirt(pattern, ordinal, Long.MAX_VALUE, true);
  }

  Dirt withBytes(long bytes) {
    return new Dirt(pattern, ordinal, bytes, afterClose);
  }

  Dirt onlyFresh() {
    return new Dirt(pattern, ordinal, bytes, false);
  }

  void fillFresh(MemorySegment segment, long ofOrdinal) {
    MemorySegment dirty = dirty(segment, ofOrdinal);
    pattern.fill(dirty, ofOrdinal);
    segment.asSlice(dirty.byteSize()).fill((byte) 0);
  }

  void fillClosed(MemorySegment segment, long ofOrdinal) {
    if (afterClose) {
      pattern.fill(dirty(segment, ofOrdinal), ofOrdinal);
    }
  }

  private MemorySegment dirty(MemorySegment segment, long ofOrdinal) {
    if (ofOrdinal > ordinal) {
      return segment.asSlice(0, 0);
    }
    return ofOrdinal < ordinal ? segment : segment.asSlice(0, Math.min(bytes, segment.byteSize()));
  }
}
