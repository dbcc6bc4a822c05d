package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lowtide.alloc.Block;

/** Writes where the bounds of a segment do not look, as code does that holds the array or a raw address. */
final class Wild {

  private Wild() {}

  /** Writes one byte at an offset that may lie outside the block. */
  static void write(Block block, long offset, int value) {
    write(block.segment(), offset, value);
  }

  /** Writes one byte at an offset that may lie outside the segment. */
  @SuppressWarnings("restricted") // to leave the bounds is what this is for
  static void write(MemorySegment segment, long offset, int value) {
    if (segment.heapBase().orElse(null) instanceof byte[] array) {
      array[Math.toIntExact(segment.address() + offset)] = (byte) value;
    } else {
      MemorySegment.NULL.reinterpret(Long.MAX_VALUE).set(ValueLayout.JAVA_BYTE, segment.address() + offset,
          (byte) value);
    }
  }
}
