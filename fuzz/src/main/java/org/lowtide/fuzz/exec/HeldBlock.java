package org.lowtide.fuzz.exec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Block;
import org.lowtide.fuzz.model.Outcome;

/**
 * A block that the executor holds, beside the bytes that it must have.
 *
 * <p>Every block is filled with a byte of its own as soon as it is had, so that a byte which changes is seen, and whose
 * it was.
 */
final class HeldBlock {

  private static final int PERIOD = 251;
  private static final int STEP = 37;

  private final Block block;
  private final MemorySegment segment;
  private final byte[] expected;

  /** Takes over a block: whatever touching it throws is thrown here. */
  HeldBlock(Block block, MemorySegment segment, int handle) {
    this.block = block;
    this.segment = segment;
    this.expected = new byte[Math.toIntExact(segment.byteSize())];
    byte mark = (byte) (1 + STEP * (handle % PERIOD) % PERIOD);
    Arrays.fill(expected, mark);
    segment.fill(mark);
  }

  Block block() {
    return block;
  }

  MemorySegment segment() {
    return segment;
  }

  int size() {
    return expected.length;
  }

  /** Writes bytes, cut to what fits. */
  void write(int offset, byte[] data) {
    int length = Math.min(data.length, expected.length - offset);
    MemorySegment.copy(MemorySegment.ofArray(data), 0, segment, offset, length);
    System.arraycopy(data, 0, expected, offset, length);
  }

  /** The first byte from {@code from} to {@code to} that is not what it must be; -1 where all are. */
  long mismatch(int from, int to) {
    long at = MemorySegment.mismatch(MemorySegment.ofArray(expected), from, to, segment, from, to);
    return at < 0 ? -1 : from + at;
  }

  String expectedAt(long offset) {
    return describe(MemorySegment.ofArray(expected), offset);
  }

  String observedAt(long offset) {
    return describe(segment, offset);
  }

  /** The bytes around an offset where they differ, and the row before it. */
  @Nullable ByteDifference difference(String name, long offset) {
    long begin = Math.max(0, offset - offset % ByteDifference.ROW - ByteDifference.ROW);
    return ByteDifference.between(
        name, expected.length, begin, MemorySegment.ofArray(expected).asSlice(begin), segment.asSlice(begin));
  }

  private static String describe(MemorySegment bytes, long offset) {
    return Outcome.returned(bytes.get(ValueLayout.JAVA_BYTE, offset)).describe();
  }
}
