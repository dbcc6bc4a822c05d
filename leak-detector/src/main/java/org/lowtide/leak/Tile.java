package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes that a stretch of memory is expected to hold, over and over: a pattern, one byte, or a copy of the stretch. */
final class Tile {

  private static final int PATTERN_PERIOD = 127;
  private static final int TILE_BYTES = PATTERN_PERIOD * 32;

  private final MemorySegment bytes;

  private Tile(byte[] bytes) {
    this.bytes = MemorySegment.ofArray(bytes);
  }

  /**
   * What redzones hold: bytes from 0x80 to 0xfe that differ from their neighbours. So the bytes that stray writes leave
   * most, 0, -1 and text, are never the expected ones, and of a run of equal bytes at most every 127th is.
   */
  static Tile pattern() {
    byte[] bytes = new byte[TILE_BYTES];
    for (int i = 0; i < TILE_BYTES; i++) {
      bytes[i] = (byte) (0x80 + (i * 37 + 21) % PATTERN_PERIOD);
    }
    return new Tile(bytes);
  }

  /** One byte everywhere. */
  static Tile of(byte value) {
    byte[] bytes = new byte[TILE_BYTES];
    Arrays.fill(bytes, value);
    return new Tile(bytes);
  }

  /** What a stretch of at least one byte, and no more than an array can hold, is now. */
  static Tile copyOf(MemorySegment stretch) {
    byte[] bytes = new byte[Math.toIntExact(stretch.byteSize())];
    MemorySegment.ofArray(bytes).copyFrom(stretch);
    return new Tile(bytes);
  }

  void fill(MemorySegment stretch) {
    for (long offset = 0; offset < stretch.byteSize(); offset += bytes.byteSize()) {
      MemorySegment.copy(bytes, 0, stretch, offset, length(stretch, offset));
    }
  }

  /** How a stretch differs from what it was filled with or copied from; null where it does not. */
  @Nullable Difference difference(MemorySegment stretch) {
    for (long offset = 0; offset < stretch.byteSize(); offset += bytes.byteSize()) {
      long length = length(stretch, offset);
      long mismatch = MemorySegment.mismatch(bytes, 0, length, stretch, offset, offset + length);
      if (mismatch >= 0) {
        return Difference.from(offset + mismatch, this, stretch);
      }
    }
    return null;
  }

  byte expectedAt(long offset) {
    return bytes.get(ValueLayout.JAVA_BYTE, offset % bytes.byteSize());
  }

  private long length(MemorySegment stretch, long offset) {
    return Math.min(bytes.byteSize(), stretch.byteSize() - offset);
  }
}
