package org.lowtide.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lowtide.memory.Fixture.bytes;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.memory.MemoryException.Kind;

/** M12 and M13: failing allocations, and the bytes held. */
interface AllocationRules extends Fixture {

  /** Every member that can grow a context, growing it past any block there is. */
  static Map<String, Consumer<Memory>> growths() {
    int far = 50_000;
    Map<String, Consumer<Memory>> all = new LinkedHashMap<>();
    all.put("resize", m -> m.resize(far));
    all.put("resizeWordAligned", m -> m.resizeWordAligned(far));
    all.put("ensureCapacity", m -> m.ensureCapacity(far));
    all.put("setByte", m -> m.setByte(far, (byte) 1));
    all.put("setWord", m -> m.setWord(far, new byte[32]));
    all.put("setU256", m -> m.setU256(far, BigInteger.ONE));
    all.put("setData", m -> m.setData(20, new byte[far]));
    all.put("setDataBounded", m -> m.setDataBounded(far, new byte[1], 0, 3));
    all.put("copy to", m -> m.copy(far, 0, 3));
    all.put("copy from", m -> m.copy(0, far, 3));
    all.put("write", m -> m.write(1, MemorySegment.ofArray(new byte[far])));
    all.put("restore", m -> m.restore(new byte[far]));
    return all;
  }

  @Test
  default void failedGrowthChangesNothingAndSaysWhy() {
    growths().forEach((name, growth) -> {
      Memory memory = open(100, LIMIT);
      memory.setData(0, bytes(1, 60));
      Memory child = memory.newChild();
      child.setData(0, bytes(7, 30));
      allocator().failAlways();
      assertRefused(Kind.OUT_OF_MEMORY, () -> growth.accept(child), memory, child);
      assertThatThrownBy(() -> growth.accept(child)).as(name).hasCauseInstanceOf(AllocationFailedException.class);
      allocator().recover();
      growth.accept(child);
      assertThat(child.size()).as(name).isGreaterThanOrEqualTo(50_000);
      memory.close();
    });
  }

  /** Fails the first allocation of a run, then the second, and so on until none is left to fail. */
  @Test
  default void everyAllocationOfARunMayFail() {
    long planted = 0;
    boolean anyFailed = true;
    while (anyFailed) {
      long before = allocator().failures();
      allocator().failOnce(planted++);
      runTolerantly();
      allocator().recover();
      anyFailed = allocator().failures() > before;
    }
    assertThat(planted).isGreaterThan(5);
  }

  private void runTolerantly() {
    try (Memory memory = open(64, LIMIT)) {
      Memory innermost = memory;
      for (int i = 1; i < 100; i++) {
        Memory context = innermost;
        int size = i * 40;
        State before = state(memory, context);
        try {
          context.setData(i, bytes(i, size));
          assertThat(context.getSlice(i, size)).isEqualTo(bytes(i, size));
        } catch (MemoryException e) {
          assertThat(e.kind()).isEqualTo(Kind.OUT_OF_MEMORY);
          assertThat(state(memory, context)).isEqualTo(before);
        }
        innermost = innermost.newChild();
      }
      memory.revertChild();
    } catch (MemoryException e) {
      assertThat(e.kind()).isEqualTo(Kind.OUT_OF_MEMORY);
    }
    assertThat(allocator().liveBlocks()).isZero();
  }

  @Test
  default void readsRevertsCommitsAndClosesNeedNoAllocation() {
    root().setData(0, bytes(1, 60));
    Memory child = root().newChild();
    child.setData(0, bytes(1, 600));
    allocator().failAlways();
    assertThat(child.getSlice(0, 600)).isEqualTo(bytes(1, 600));
    Memory grandchild = child.newChild();
    child.commitChild();
    grandchild.close();
    root().revertChild();
    root().newChild();
    root().commitChild();
    assertThat(root().snapshot()).isEqualTo(bytes(1, 60));
    root().close();
    assertThat(allocator().failures()).isZero();
  }

  @Test
  default void openThatFailsLeavesNothingAllocated() {
    allocator().failAlways();
    assertThatThrownBy(() -> open(100, LIMIT))
        .isInstanceOfSatisfying(MemoryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OUT_OF_MEMORY))
        .hasCauseInstanceOf(AllocationFailedException.class);
    assertThat(allocator().liveBlocks()).isZero();
    allocator().recover();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, 4096, 100_000})
  default void m13BytesHeldStayWithinTheBound(long initialCapacity) {
    Memory memory = open(initialCapacity, 1 << 26);
    long largest = 0;
    for (long size = 1; size < 1 << 22; size += 1 + size / 3) {
      memory.newChild().resize(size);
      largest = Math.max(largest, memory.sharedSize());
      assertHeld(memory, initialCapacity, largest);
      if (size % 2 == 0) {
        memory.revertChild();
      } else {
        memory.commitChild();
      }
      assertHeld(memory, initialCapacity, largest);
    }
  }

  @Test
  default void m13ManyChildrenAndTheirRevertHoldNoMoreThanTheBound() {
    Memory memory = open(0, 1 << 26);
    Memory innermost = memory;
    for (int i = 0; i < 4000; i++) {
      innermost = innermost.newChild();
      innermost.resize(1024);
    }
    assertHeld(memory, 0, 4_096_000);
    memory.revertChild();
    assertHeld(memory, 0, 4_096_000);
    assertThat(allocator().allocations()).isLessThan(30);
  }

  private void assertHeld(Memory memory, long initialCapacity, long largest) {
    assertThat(allocator().liveBytes()).isBetween(memory.sharedSize(), initialCapacity + 2 * largest + (64 << 10));
    assertThat(memory.sharedCapacity()).isGreaterThanOrEqualTo(Math.max(initialCapacity, memory.sharedSize()));
  }
}
