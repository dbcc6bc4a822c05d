package org.lowtide.bench.bugs;

import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryException.Kind;

/** The checks of offsets, lengths and sizes that depend on nothing else. */
final class Ranges {

  /** The largest end of a range that can still be rounded up to words. */
  static final long MAX_END = Long.MAX_VALUE - 31;

  static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private Ranges() {}

  static void requireOffset(String name, long offset) {
    if (offset < 0) {
      throw new MemoryException(Kind.INVALID_OFFSET, name + " must be at least 0, was " + offset);
    }
  }

  static void requireLength(String name, long bytes) {
    if (bytes < 0) {
      throw new MemoryException(Kind.INVALID_SIZE, name + " must be at least 0, was " + bytes);
    }
  }

  static void requireSize(String name, long bytes) {
    requireLength(name, bytes);
    if (bytes > MAX_END) {
      throw new MemoryException(Kind.INVALID_SIZE, name + " must be at most 2^63 - 32, was " + bytes);
    }
  }

  static void requireArray(String name, long elements, long most) {
    if (elements > most) {
      throw new MemoryException(Kind.INVALID_SIZE, name + " must be at most " + most + ", was " + elements);
    }
  }
}
