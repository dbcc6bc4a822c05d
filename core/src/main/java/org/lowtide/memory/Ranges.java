package org.lowtide.memory;

import org.lowtide.memory.MemoryException.Kind;

/**
 * The checks of offsets, sizes and ranges, one place for all: each throws the kind that the contract's table gives.
 *
 * <p>Callers check in the table's order: all offsets, then all lengths, then ends, then the end of what can be read.
 */
final class Ranges {

  /** The largest end of a range that can still be rounded up to words: 2^63 - 32. */
  static final long MAX_END = Long.MAX_VALUE - 31;

  /** The most elements of an array or characters of a string: 2^31 - 9. */
  static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private Ranges() {}

  /** Checks an offset. */
  static void requireOffset(String name, long offset) {
    if (offset < 0) {
      throw new MemoryException(Kind.INVALID_OFFSET, name + " must be at least 0, was " + offset);
    }
  }

  /** Checks a size of a context. */
  static void requireSize(String name, long bytes) {
    requireLength(name, bytes);
    if (bytes > MAX_END) {
      throw new MemoryException(Kind.INVALID_SIZE, name + " must be at most 2^63 - 32, was " + bytes);
    }
  }

  /** Checks a length or a limit. */
  static void requireLength(String name, long bytes) {
    if (bytes < 0) {
      throw new MemoryException(Kind.INVALID_SIZE, name + " must be at least 0, was " + bytes);
    }
  }

  /** Checks the end of a range whose offset and length are at least 0; an empty range ends at 0, wherever it is. */
  static long end(String name, long offset, long length) {
    if (length == 0) {
      return 0;
    }
    if (offset > MAX_END - length) {
      throw new MemoryException(
          Kind.INVALID_SIZE, name + " + length must be at most 2^63 - 32, was " + offset + " + " + length);
    }
    return offset + length;
  }

  /** Checks that an array or a string can have as many elements. */
  static int arrayLength(String name, long elements) {
    if (elements > MAX_ARRAY) {
      throw new MemoryException(Kind.INVALID_SIZE, name + " must be at most 2^31 - 9, was " + elements);
    }
    return (int) elements;
  }

  /** Checks the end of a read. */
  static void requireWithin(long end, long size) {
    if (end > size) {
      throw new MemoryException(
          Kind.INVALID_OFFSET, "offset + length must be at most the size (" + size + "), was " + end);
    }
  }

  /** A size rounded up to whole words; {@code bytes} is at least 0 and at most {@link #MAX_END}. */
  static long roundUpToWords(long bytes) {
    return (bytes + 31) & -32L;
  }
}
