package org.lowtide.memory;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowtide.memory.MemoryException.Kind;

/** Offsets and sizes at the ends of {@code long}: nothing wraps, nothing changes (M12). */
interface HostileOperandRules extends Fixture {

  /** The largest end that does not overflow when rounded up to words. */
  long MAX_END = Long.MAX_VALUE - 31;

  @ParameterizedTest
  @ValueSource(longs = {MAX_END, MAX_END + 1, MAX_END + 15, Long.MAX_VALUE - 1, Long.MAX_VALUE})
  default void offsetWhoseEndOverflowsIsAnInvalidSize(long offset) {
    Memory child = childOfHalfFullRoot();
    invalidSize(() -> child.getByte(offset), child);
    invalidSize(() -> child.getWord(offset), child);
    invalidSize(() -> child.getU256(offset), child);
    invalidSize(() -> child.getSlice(offset, 1), child);
    invalidSize(() -> child.read(offset, MemorySegment.ofArray(new byte[1])), child);
    invalidSize(() -> child.setByte(offset, (byte) 1), child);
    invalidSize(() -> child.setWord(offset, new byte[32]), child);
    invalidSize(() -> child.setU256(offset, BigInteger.ONE), child);
    invalidSize(() -> child.setData(offset, new byte[1]), child);
    invalidSize(() -> child.setDataBounded(offset, new byte[1], 0, 1), child);
    invalidSize(() -> child.write(offset, MemorySegment.ofArray(new byte[1])), child);
    invalidSize(() -> child.copy(offset, 0, 1), child);
    invalidSize(() -> child.copy(0, offset, 1), child);
  }

  @ParameterizedTest
  @ValueSource(longs = {MAX_END + 1, MAX_END + 2, Long.MAX_VALUE})
  default void sizeThatOverflowsIsAnInvalidSize(long size) {
    Memory child = childOfHalfFullRoot();
    invalidSize(() -> child.resize(size), child);
    invalidSize(() -> child.resizeWordAligned(size), child);
    invalidSize(() -> child.ensureCapacity(size), child);
    invalidSize(() -> child.getSlice(0, size), child);
    invalidSize(() -> child.setDataBounded(0, new byte[1], 0, size), child);
    invalidSize(() -> child.copy(0, 0, size), child);
    invalidSize(() -> child.copy(1, 1, size - 1), child);
  }

  @ParameterizedTest
  @ValueSource(longs = {MAX_END, MAX_END - 1, 1L << 62, (1L << 31) - 1, LIMIT})
  default void sizeThatDoesNotOverflowIsOverTheLimit(long size) {
    Memory child = childOfHalfFullRoot();
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.resize(size), root(), child);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.resizeWordAligned(size), root(), child);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.ensureCapacity(size), root(), child);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.setByte(size - 1, (byte) 1), root(), child);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.setWord(size - 32, new byte[32]), root(), child);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.copy(0, size - 1, 1), root(), child);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.copy(0, 0, size), root(), child);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.setDataBounded(0, new byte[0], 0, size), root(), child);
    assertRefused(Kind.INVALID_OFFSET, () -> child.getByte(size - 1), root(), child);
  }

  @Test
  default void totalThatOverflowsIsOverTheLimitEvenIfThatIsTheLargestLong() {
    Memory memory = open(0, Long.MAX_VALUE);
    memory.resize(100);
    Memory child = memory.newChild();
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.resize(MAX_END), memory, child);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.setByte(MAX_END - 1, (byte) 1), memory, child);
  }

  @Test
  default void resultThatNoArrayCanHoldIsAnInvalidSize() {
    root().resize(10);
    assertRefused(Kind.INVALID_SIZE, () -> root().getSlice(0, Integer.MAX_VALUE - 7L), root());
    assertRefused(Kind.INVALID_OFFSET, () -> root().getSlice(0, Integer.MAX_VALUE - 8L), root());
    assertRefused(Kind.INVALID_SIZE, () -> root().getSlice(100, 1L << 40), root());
  }

  private Memory childOfHalfFullRoot() {
    root().resize(LIMIT / 2);
    Memory child = root().newChild();
    child.setByte(39, (byte) 1);
    return child;
  }

  private void invalidSize(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Memory child) {
    assertRefused(Kind.INVALID_SIZE, call, root(), child);
  }
}
