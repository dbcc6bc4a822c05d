package org.lowtide.fuzz.model;

import java.util.Arrays;

/** One context of the model: its own bytes in an array of its own. */
final class Context {

  private static final byte[] NONE = {};

  final int handle;
  int depth;
  boolean open = true;
  int size;
  byte[] bytes = NONE;

  Context(int handle, int depth) {
    this.handle = handle;
    this.depth = depth;
  }

  /** Sets the size; bytes gained are zero. */
  void resize(int newSize) {
    if (newSize > bytes.length) {
      long doubled = Math.min(2L * bytes.length, ReferenceModel.MAX_ARRAY);
      bytes = Arrays.copyOf(bytes, (int) Math.max(newSize, doubled));
    } else if (newSize < size) {
      Arrays.fill(bytes, newSize, size, (byte) 0);
    }
    size = newSize;
  }

  byte[] copy(int from, int length) {
    return Arrays.copyOfRange(bytes, from, from + length);
  }
}
