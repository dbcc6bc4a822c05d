package org.lowtide.fuzz.codec;

import java.util.Arrays;

/**
 * Reads bytes of which any number may be missing: past the end everything is zero.
 *
 * <p>Thread rule: confined to one thread.
 */
public final class ByteReader {

  private final byte[] bytes;
  private int position;

  /**
   * Starts at the first byte.
   *
   * @param bytes not copied: nobody may change them
   */
  public ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Whether all bytes were read.
   *
   * @return whether only zeros follow
   */
  public boolean atEnd() {
    return position >= bytes.length;
  }

  int position() {
    return position;
  }

  /**
   * The next byte.
   *
   * @return 0 to 255
   */
  public int next() {
    return position < bytes.length ? bytes[position++] & 0xFF : 0;
  }

  /**
   * The next bytes as a number.
   *
   * @param count how many, 0 to 8
   * @return big-endian
   */
  public long next(int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | next();
    }
    return value;
  }

  /**
   * The next bytes, as far as there are any.
   *
   * @param length the most that are taken, at least 0
   * @return a fresh array of {@code length} bytes, or of what is left
   */
  public byte[] take(long length) {
    int end = (int) Math.min(bytes.length, position + length);
    byte[] taken = Arrays.copyOfRange(bytes, position, end);
    position = end;
    return taken;
  }
}
