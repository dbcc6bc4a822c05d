package org.lowtide.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/**
 * The one block of an arena and the access to its bytes; it grows by moving into a larger block.
 *
 * <p>Where the block is an array on the heap, bytes are reached as such, which is faster than through the segment. The
 * array may be larger than the block: an allocator may hand out a slice of it, so every index adds {@link #base}.
 * Nothing is checked here: callers stay within the capacity.
 */
final class Slab {

  private static final byte[] EMPTY = {};

  /** Moves a word within registers; a copy of an array of 32 bytes is a call of a stub. */
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private @Nullable Block block;
  private MemorySegment segment = MemorySegment.NULL;
  private byte @Nullable [] array = EMPTY;
  private int base;
  private long capacity;

  /** The bytes held. */
  long capacity() {
    return capacity;
  }

  /**
   * Moves into a zeroed block of that size and frees the old one. Where anything fails nothing has changed.
   *
   * @param used the bytes to keep, from the start; those past it are zero afterwards
   */
  void grow(Allocator allocator, long newCapacity, long used) {
    Block next = allocator.allocateZeroed(newCapacity);
    MemorySegment nextSegment;
    byte @Nullable [] nextArray;
    int nextBase;
    try {
      nextSegment = next.segment();
      nextArray = nextSegment.heapBase().orElse(null) instanceof byte[] bytes ? bytes : null;
      nextBase = nextArray == null ? 0 : (int) nextSegment.address();
      MemorySegment.copy(segment, 0, nextSegment, 0, used);
    } catch (RuntimeException | Error e) {
      next.close();
      throw e;
    }
    Block previous = block;
    block = next;
    segment = nextSegment;
    array = nextArray;
    base = nextBase;
    capacity = newCapacity;
    if (previous != null) {
      previous.close();
    }
  }

  /** Frees the block; then there is none, as at first. */
  void close() {
    Block previous = block;
    block = null;
    segment = MemorySegment.NULL;
    array = EMPTY;
    base = 0;
    capacity = 0;
    if (previous != null) {
      previous.close();
    }
  }

  byte get(long at) {
    byte[] bytes = array;
    return bytes != null ? bytes[base + (int) at] : segment.get(ValueLayout.JAVA_BYTE, at);
  }

  void put(long at, byte value) {
    byte[] bytes = array;
    if (bytes != null) {
      bytes[base + (int) at] = value;
    } else {
      segment.set(ValueLayout.JAVA_BYTE, at, value);
    }
  }

  /** Copies a word out, from an offset within what begins there: two numbers, so that a loop need not add them each time. */
  void readWord(long begin, long offset, byte[] into) {
    byte[] bytes = array;
    if (bytes != null) {
      moveWord(bytes, base + (int) begin + (int) offset, into, 0);
    } else {
      MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, begin + offset, into, 0, Operands.WORD);
    }
  }

  /** Copies a word in, as {@link #readWord} does out. */
  void writeWord(long begin, long offset, byte[] word32) {
    byte[] bytes = array;
    if (bytes != null) {
      moveWord(word32, 0, bytes, base + (int) begin + (int) offset);
    } else {
      MemorySegment.copy(word32, 0, segment, ValueLayout.JAVA_BYTE, begin + offset, Operands.WORD);
    }
  }

  /**
   * Each part is written before the next is read: fewer are at hand at a time, and with all four of them a loop over words
   * runs out of registers. The two may only be one array where that is no longer than a word, and then the places are one.
   */
  private static void moveWord(byte[] from, int source, byte[] to, int target) {
    LONG.set(to, target, (long) LONG.get(from, source));
    LONG.set(to, target + 8, (long) LONG.get(from, source + 8));
    LONG.set(to, target + 16, (long) LONG.get(from, source + 16));
    LONG.set(to, target + 24, (long) LONG.get(from, source + 24));
  }

  /** Copies out into a fresh array. */
  byte[] read(long at, int length) {
    byte[] result = new byte[length];
    read(at, result);
    return result;
  }

  /** Copies out into all of an array. */
  void read(long at, byte[] into) {
    byte[] bytes = array;
    if (bytes != null) {
      System.arraycopy(bytes, base + (int) at, into, 0, into.length);
    } else {
      MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, at, into, 0, into.length);
    }
  }

  void read(long at, MemorySegment destination) {
    MemorySegment.copy(segment, at, destination, 0, destination.byteSize());
  }

  BigInteger readU256(long at) {
    byte[] bytes = array;
    return bytes != null
        ? new BigInteger(1, bytes, base + (int) at, Operands.WORD)
        : new BigInteger(1, read(at, Operands.WORD));
  }

  String readHex(long at, int length) {
    byte[] bytes = array;
    if (bytes == null) {
      return HexFormat.of().formatHex(read(at, length));
    }
    int from = base + (int) at;
    return HexFormat.of().formatHex(bytes, from, from + length);
  }

  void write(long at, byte[] source, int sourceOffset, int length) {
    byte[] bytes = array;
    if (bytes != null) {
      System.arraycopy(source, sourceOffset, bytes, base + (int) at, length);
    } else {
      MemorySegment.copy(source, sourceOffset, segment, ValueLayout.JAVA_BYTE, at, length);
    }
  }

  void write(long at, MemorySegment source) {
    MemorySegment.copy(source, 0, segment, at, source.byteSize());
  }

  void clear(long from, long to) {
    byte[] bytes = array;
    if (bytes != null) {
      Arrays.fill(bytes, base + (int) from, base + (int) to, (byte) 0);
    } else {
      segment.asSlice(from, to - from).fill((byte) 0);
    }
  }

  /** Copies within, exactly where the two ranges overlap. */
  void move(long to, long from, long length) {
    byte[] bytes = array;
    if (bytes != null) {
      System.arraycopy(bytes, base + (int) from, bytes, base + (int) to, (int) length);
    } else {
      MemorySegment.copy(segment, from, segment, to, length);
    }
  }
}
