package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What {@link ZeroCheck} puts in place of the zeros that fresh memory has by accident. No byte is 0. */
enum DirtPattern {
  /** Negative numbers, and every flag set. */
  ONES {
    @Override
    byte at(long ordinal, long offset) {
      return (byte) 0xff;
    }
  },
  /** Small positive numbers. */
  ONE {
    @Override
    byte at(long ordinal, long offset) {
      return 1;
    }
  },
  /** Bytes that differ from their neighbours, and from those of other blocks. */
  SCATTERED {
    @Override
    byte at(long ordinal, long offset) {
      return (byte) (1 + (offset * 37 + ordinal * 101) % 255);
    }
  };

  /** The byte of an allocation, counted from 1, at an offset in it. */
  abstract byte at(long ordinal, long offset);

  void fill(MemorySegment segment, long ordinal) {
    for (long offset = 0; offset < segment.byteSize(); offset++) {
      segment.set(ValueLayout.JAVA_BYTE, offset, at(ordinal, offset));
    }
  }
}
