package org.lowtide.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lowtide.memory.Fixture.bytes;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowtide.memory.MemoryException.Kind;

/** M5, M7, M8 and M9: sizes, words, zeros and the limit. */
interface SizeRules extends Fixture {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 31, 32, 33, 63, 64, 65})
  default void m5WordsAreCountedOnTheContextWhateverItsStart(int parentSize) {
    root().resize(parentSize);
    Memory child = root().newChild();
    for (int size = 0; size <= 70; size++) {
      for (int grown = 0; grown <= 105; grown++) {
        child.resize(size);
        long expected = Math.max(0, (grown + 31) / 32 - (size + 31) / 32);
        assertThat(child.ensureCapacity(grown)).as("%d to %d", size, grown).isEqualTo(expected);
        assertThat(child.size()).isEqualTo(Math.max(size, grown));
      }
    }
  }

  @Test
  default void m7GainedBytesAreZeroAfterAShrink() {
    root().setData(0, filled(64));
    root().resize(10);
    root().resize(64);
    assertThat(root().getSlice(0, 10)).containsOnly(0xFF);
    assertThat(root().getSlice(10, 54)).containsOnly(0);
    root().setData(0, filled(64));
    root().resizeWordAligned(1);
    root().setByte(63, (byte) 0);
    assertThat(root().getSlice(32, 32)).containsOnly(0);
    root().restore(filled(64));
    root().restore(filled(3));
    root().ensureCapacity(64);
    assertThat(root().getSlice(3, 61)).containsOnly(0);
  }

  @Test
  default void m7GainedBytesAreZeroAfterRevertAndCommit() {
    root().resize(5);
    root().newChild().setData(0, filled(5000));
    root().revertChild();
    Memory child = root().newChild();
    child.resize(5000);
    assertThat(child.snapshot()).containsOnly(0);
    child.setData(0, filled(300));
    child.resize(100);
    root().commitChild();
    root().resize(400);
    assertThat(root().getSlice(105, 295)).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 100, 1024, 5000})
  default void m7GainedBytesAreZeroInEveryFreshBlock(long initialCapacity) {
    Memory memory = open(initialCapacity, 1 << 20);
    for (int size = 1; size < 100_000; size *= 3) {
      memory.resize(size);
      assertThat(memory.snapshot()).containsOnly(0);
    }
  }

  @Test
  default void m8SizesAreExactBytes() {
    root().setByte(6, (byte) 1);
    assertThat(root().size()).isEqualTo(7);
    root().setWord(3, new byte[32]);
    assertThat(root().size()).isEqualTo(35);
    root().setByte(0, (byte) 1);
    assertThat(root().size()).isEqualTo(35);
    root().resizeWordAligned(33);
    assertThat(root().size()).isEqualTo(64);
    root().resizeWordAligned(32);
    assertThat(root().size()).isEqualTo(32);
    root().resizeWordAligned(0);
    assertThat(root().isEmpty()).isTrue();
    root().ensureCapacity(17);
    assertThat(root().size()).isEqualTo(17);
    root().ensureCapacity(3);
    assertThat(root().size()).isEqualTo(17);
    root().resize(2);
    assertThat(root().size()).isEqualTo(2);
  }

  @Test
  default void m8RestoreMakesTheContextExactlyTheSnapshot() {
    root().resize(50);
    Memory child = root().newChild();
    child.setData(0, bytes(1, 100));
    byte[] snapshot = child.snapshot();
    child.setData(20, filled(500));
    child.restore(snapshot);
    assertThat(child.snapshot()).isEqualTo(bytes(1, 100));
    child.resize(7);
    child.restore(snapshot);
    assertThat(child.snapshot()).isEqualTo(bytes(1, 100));
    child.restore(new byte[0]);
    assertThat(child.isEmpty()).isTrue();
    assertThat(root().snapshot()).isEqualTo(new byte[50]);
  }

  @Test
  default void m9LimitCountsAllContextsAndIsReachedExactly() {
    Memory memory = open(0, 100);
    memory.resize(60);
    Memory child = memory.newChild();
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.resize(41), memory, child);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.setByte(40, (byte) 1), memory, child);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.copy(0, 30, 11), memory, child);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.ensureCapacity(41), memory, child);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.resizeWordAligned(33), memory, child);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.restore(new byte[41]), memory, child);
    child.resize(40);
    assertThat(memory.sharedSize()).isEqualTo(100);
    assertThat(memory.sharedCapacity()).isGreaterThanOrEqualTo(100);
  }

  @Test
  default void m9ThereIsOneLimitSeenByAllAtOnce() {
    Memory child = root().newChild();
    Memory grandchild = child.newChild();
    root().setLimit(64);
    assertThat(child.limit()).isEqualTo(64);
    assertThat(grandchild.limit()).isEqualTo(64);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> grandchild.resize(65), root(), child, grandchild);
    child.setLimit(128);
    assertThat(root().limit()).isEqualTo(128);
    grandchild.resize(128);
    root().revertChild();
    assertThat(root().limit()).isEqualTo(128);
    assertRefused(Kind.INVALID_SIZE, () -> root().setLimit(-1), root());
  }

  @Test
  default void m9UnderALimitBelowTheTotalOnlyGrowthFails() {
    root().setData(0, bytes(0, 100));
    Memory child = root().newChild();
    child.setData(0, bytes(0, 50));
    root().setLimit(0);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.setByte(50, (byte) 1), root(), child);
    assertThat(child.ensureCapacity(50)).isZero();
    child.setByte(49, (byte) 7);
    child.copy(0, 25, 25);
    child.restore(bytes(9, 50));
    child.resize(40);
    assertRefused(Kind.LIMIT_EXCEEDED, () -> child.resize(41), root(), child);
    Memory grandchild = child.newChild();
    assertRefused(Kind.LIMIT_EXCEEDED, () -> grandchild.setByte(0, (byte) 1), root(), child, grandchild);
    child.commitChild();
    root().commitChild();
    assertThat(root().getSlice(100, 40)).isEqualTo(bytes(9, 40));
    root().setLimit(141);
    root().setByte(140, (byte) 1);
  }

  @Test
  default void m13CapacityIsAtLeastTheInitialOneAndTheSize() {
    Memory memory = open(8192, 1 << 20);
    assertThat(memory.sharedCapacity()).isGreaterThanOrEqualTo(8192);
    assertThat(allocator().liveBytes()).isGreaterThanOrEqualTo(8192);
    memory.resize(9000);
    assertThat(memory.sharedCapacity()).isGreaterThanOrEqualTo(9000);
    memory.resize(0);
    assertThat(memory.sharedCapacity()).isGreaterThanOrEqualTo(8192);
  }

  @Test
  default void m13WithoutACapacityNothingIsAllocatedUntilTheFirstByte() {
    root().newChild().resize(0);
    root().revertChild();
    assertThat(allocator().allocations()).isZero();
    assertThat(root().sharedCapacity()).isZero();
  }

  private static byte[] filled(int length) {
    byte[] result = new byte[length];
    Arrays.fill(result, (byte) 0xFF);
    return result;
  }
}
