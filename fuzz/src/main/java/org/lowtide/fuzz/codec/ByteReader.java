package org.lowtide.fuzz.codec;

import java.util.Arrays;

/** Reads bytes of which any number may be missing: past the end everything is zero. */
final class ByteReader {

  private final byte[] bytes;
  private int position;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean atEnd() {
    return position >= bytes.length;
  }

  int position() {
    return position;
  }

  /** The next byte, 0 to 255. */
  int next() {
    return position < bytes.length ? bytes[position++] & 0xFF : 0;
  }

  /** The next {@code count} bytes as a big-endian number. */
  long next(int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | next();
    }
    return value;
  }

  /** The next bytes: {@code length}, or what is left. */
  byte[] take(long length) {
    int end = (int) Math.min(bytes.length, position + length);
    byte[] taken = Arrays.copyOfRange(bytes, position, end);
    position = end;
    return taken;
  }
}
