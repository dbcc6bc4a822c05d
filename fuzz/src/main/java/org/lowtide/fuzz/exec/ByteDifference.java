package org.lowtide.fuzz.exec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that must be equal and are not: a window around the first that differs, of at most {@value #WINDOW} bytes.
 *
 * <p>It is for people and no part of what identifies a finding.
 *
 * @param of whose bytes, as in {@code the innermost context}
 * @param size how many there must be in all
 * @param offset of the first byte of the window, from the first of them; a multiple of {@value #ROW} or where the bytes
 *     that were compared begin
 * @param expected the window as it must be, two hex digits a byte
 * @param observed the window as the subject shows it; of other length where there are more bytes or fewer
 */
public record ByteDifference(String of, long size, long offset, String expected, String observed) {

  /** The bytes of a row, as reports show them. */
  public static final int ROW = 8;

  /** The most bytes of a window: eight rows. */
  public static final int WINDOW = 64;

  private static final int DIGITS = 2; // of one byte

  /**
   * The difference between two runs of bytes.
   *
   * @param of whose bytes
   * @param size how many there must be in all
   * @param begin the offset of the first byte of both runs among them
   * @param expected as they must be
   * @param observed as they are
   * @return the window; null where all are equal
   */
  static @Nullable ByteDifference between(
      String of, long size, long begin, MemorySegment expected, MemorySegment observed) {
    long at = expected.mismatch(observed);
    if (at < 0) {
      return null;
    }
    long rowBefore = (begin + at) / ROW * ROW - ROW;
    long from = Math.max(begin, rowBefore);
    return new ByteDifference(of, size, from, hex(expected, from - begin), hex(observed, from - begin));
  }

  private static String hex(MemorySegment bytes, long from) {
    long start = Math.min(from, bytes.byteSize());
    long length = Math.min(WINDOW, bytes.byteSize() - start);
    return HexFormat.of().formatHex(bytes.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE));
  }

  /**
   * The offset of the first byte that differs, or that only one of the two has.
   *
   * @return from the first of all bytes
   */
  public long firstDifference() {
    int at = 0;
    while (at < length() && !differsAt(at)) {
      at++;
    }
    return offset + at;
  }

  /**
   * How many bytes of the window differ, or are in one of the two only.
   *
   * @return at least 1 for a difference
   */
  public int differing() {
    int count = 0;
    for (int i = 0; i < length(); i++) {
      count += differsAt(i) ? 1 : 0;
    }
    return count;
  }

  /**
   * The bytes of the window, counted in whichever of the two has more.
   *
   * @return 1 to {@value #WINDOW} for a difference
   */
  public int length() {
    return Math.max(expected.length(), observed.length()) / DIGITS;
  }

  /**
   * Whether two bytes differ.
   *
   * @param index of the byte, from the start of the window
   * @return also where only one of the two has it
   */
  public boolean differsAt(int index) {
    return !digits(expected, index).equals(digits(observed, index));
  }

  /**
   * One byte that must be.
   *
   * @param index of the byte, from the start of the window
   * @return two hex digits; {@code --} where there must be none
   */
  public String expectedAt(int index) {
    return digits(expected, index);
  }

  /**
   * One byte that is.
   *
   * @param index of the byte, from the start of the window
   * @return two hex digits; {@code --} where there is none
   */
  public String observedAt(int index) {
    return digits(observed, index);
  }

  private static String digits(String hex, int index) {
    int start = index * DIGITS;
    return start < hex.length() ? hex.substring(start, start + DIGITS) : "--";
  }
}
