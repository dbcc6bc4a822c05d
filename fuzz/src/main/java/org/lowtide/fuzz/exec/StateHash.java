package org.lowtide.fuzz.exec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Adds up a {@link StateKey} (two lanes of multiply, rotate and multiply, finished as in SplitMix64: Steele et al.,
 * OOPSLA 2014).
 *
 * <p>Thread rule: confined to one thread.
 */
final class StateHash {

  private static final long FIRST = 0x9E3779B97F4A7C15L;
  private static final long SECOND = 0xD6E8FEB86659FD93L;
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long high = FIRST;
  private long low = SECOND;

  StateHash add(long value) {
    high = Long.rotateLeft((high ^ value) * FIRST, 29) * SECOND;
    low = Long.rotateLeft((low + value) * SECOND, 31) * FIRST;
    return this;
  }

  /** Adds the first bytes of an array as they are, and how many. */
  StateHash add(byte[] bytes, int size) {
    int at = 0;
    for (; at <= size - Long.BYTES; at += Long.BYTES) {
      add((long) LONGS.get(bytes, at));
    }
    for (; at < size; at++) {
      add(bytes[at]);
    }
    return add(size);
  }

  /** Adds bytes as they are, and how many. */
  StateHash add(MemorySegment bytes) {
    long size = bytes.byteSize();
    long at = 0;
    for (; at <= size - Long.BYTES; at += Long.BYTES) {
      add(bytes.get(WORD, at));
    }
    for (; at < size; at++) {
      add(bytes.get(BYTE, at));
    }
    return add(size);
  }

  /** Adds which of the bytes are zero, and how many bytes there are. */
  StateHash addZeros(MemorySegment bytes) {
    long size = bytes.byteSize();
    long zeros = 0;
    for (long at = 0; at < size; at++) {
      zeros = zeros << 1 | (bytes.get(BYTE, at) == 0 ? 1 : 0);
      if (at % Long.SIZE == Long.SIZE - 1) {
        add(zeros);
        zeros = 0;
      }
    }
    return add(zeros).add(size);
  }

  StateKey key() {
    return new StateKey(finish(high), finish(low));
  }

  private static long finish(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
