package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;

/**
 * Where and how a stretch of memory is not what it should be.
 *
 * @param first the first byte that differs, from the start of the stretch
 * @param last the last one
 * @param count how many differ
 * @param expected what should be there from the first on, in hex; cut off where it is long
 * @param observed what is there instead
 */
record Difference(long first, long last, long count, String expected, String observed) {

  private static final int SHOWN_BYTES = 16;

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  static Difference from(long first, Tile tile, MemorySegment stretch) {
    long last = first;
    long count = 0;
    for (long offset = first; offset < stretch.byteSize(); offset++) {
      if (stretch.get(ValueLayout.JAVA_BYTE, offset) != tile.expectedAt(offset)) {
        last = offset;
        count++;
      }
    }
    int shown = (int) Math.min(SHOWN_BYTES, last - first + 1);
    byte[] expected = new byte[shown];
    byte[] observed = new byte[shown];
    for (int i = 0; i < shown; i++) {
      expected[i] = tile.expectedAt(first + i);
      observed[i] = stretch.get(ValueLayout.JAVA_BYTE, first + i);
    }
    String more = last - first + 1 > shown ? " ..." : "";
    return new Difference(first, last, count, HEX.formatHex(expected) + more, HEX.formatHex(observed) + more);
  }

  /** How many bytes and where, with offsets counted from a point {@code shift} bytes before the stretch. */
  String extent(long shift) {
    String where = first == last ? "byte " + (first + shift) : "bytes " + (first + shift) + " to " + (last + shift);
    return Text.bytes(count) + (count == last - first + 1 ? ": " : " of ") + where;
  }
}
