package org.lowtide.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.lowtide.memory.Fixture.bytes;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.lowtide.memory.MemoryException.Kind;

/** The table of exceptions, row by row and where two rows meet; nothing changes by any of them (M12). */
interface RefusalRules extends Fixture {

  long HUGE = Long.MAX_VALUE;

  /** Every member that changes its context, with operands that are all right. */
  static Map<String, Consumer<Memory>> changes() {
    Map<String, Consumer<Memory>> all = new LinkedHashMap<>();
    all.put("newChild", Memory::newChild);
    all.put("resize", m -> m.resize(10));
    all.put("resizeWordAligned", m -> m.resizeWordAligned(10));
    all.put("ensureCapacity", m -> m.ensureCapacity(10));
    all.put("setByte", m -> m.setByte(0, (byte) 1));
    all.put("setWord", m -> m.setWord(0, new byte[32]));
    all.put("setU256", m -> m.setU256(0, BigInteger.ONE));
    all.put("setData", m -> m.setData(0, new byte[3]));
    all.put("setData of nothing", m -> m.setData(0, new byte[0]));
    all.put("setDataBounded", m -> m.setDataBounded(0, new byte[3], 0, 3));
    all.put("setDataBounded of nothing", m -> m.setDataBounded(0, new byte[3], 0, 0));
    all.put("copy", m -> m.copy(0, 1, 2));
    all.put("copy of nothing", m -> m.copy(0, 1, 0));
    all.put("write", m -> m.write(0, MemorySegment.ofArray(new byte[3])));
    all.put("write of nothing", m -> m.write(0, MemorySegment.NULL));
    all.put("restore", m -> m.restore(new byte[3]));
    return all;
  }

  /** Every other member but close. */
  static Map<String, Consumer<Memory>> queries() {
    Map<String, Consumer<Memory>> all = new LinkedHashMap<>();
    all.put("size", Memory::size);
    all.put("isEmpty", Memory::isEmpty);
    all.put("limit", Memory::limit);
    all.put("setLimit", m -> m.setLimit(LIMIT));
    all.put("sharedSize", Memory::sharedSize);
    all.put("sharedCapacity", Memory::sharedCapacity);
    all.put("getByte", m -> m.getByte(0));
    all.put("getWord", m -> m.getWord(0));
    all.put("getU256", m -> m.getU256(0));
    all.put("getSlice", m -> m.getSlice(0, 3));
    all.put("getSlice of nothing", m -> m.getSlice(0, 0));
    all.put("read", m -> m.read(0, MemorySegment.ofArray(new byte[3])));
    all.put("read of nothing", m -> m.read(0, MemorySegment.NULL));
    all.put("snapshot", Memory::snapshot);
    all.put("toHex", Memory::toHex);
    return all;
  }

  @Test
  default void everyMemberIsContextClosedOnAnEndedHandle() {
    Memory child = root().newChild();
    Memory grandchild = child.newChild();
    root().revertChild();
    Memory closedRoot = open(64, 64);
    closedRoot.close();
    Map<String, Consumer<Memory>> all = changes();
    all.putAll(queries());
    all.put("commitChild", Memory::commitChild);
    all.put("revertChild", Memory::revertChild);
    for (Memory ended : new Memory[] {child, grandchild, closedRoot}) {
      all.forEach((name, call) -> assertRefused(Kind.CONTEXT_CLOSED, () -> call.accept(ended), root()));
      assertRefused(Kind.CONTEXT_CLOSED, () -> ended.getByte(-1), root());
      assertRefused(Kind.CONTEXT_CLOSED, () -> ended.resize(-1), root());
      assertRefused(Kind.CONTEXT_CLOSED, () -> ended.setLimit(-1), root());
    }
  }

  @Test
  default void everyChangeIsChildActiveUnlessInnermost() {
    root().setData(0, bytes(1, 40));
    Memory child = root().newChild();
    child.setData(0, bytes(1, 40));
    Memory grandchild = child.newChild();
    changes().forEach((name, call) -> {
      assertRefused(Kind.CHILD_ACTIVE, () -> call.accept(root()), root(), child, grandchild);
      assertRefused(Kind.CHILD_ACTIVE, () -> call.accept(child), root(), child, grandchild);
    });
    State before = state(root(), child, grandchild);
    queries().forEach((name, call) -> {
      call.accept(root());
      call.accept(child);
    });
    assertThat(state(root(), child, grandchild)).isEqualTo(before);
  }

  @Test
  default void childActiveComesBeforeTheOperands() {
    Memory child = root().newChild();
    assertRefused(Kind.CHILD_ACTIVE, () -> root().setByte(-1, (byte) 1), root(), child);
    assertRefused(Kind.CHILD_ACTIVE, () -> root().setData(HUGE, new byte[1]), root(), child);
    assertRefused(Kind.CHILD_ACTIVE, () -> root().resize(-1), root(), child);
    assertRefused(Kind.CHILD_ACTIVE, () -> root().resize(LIMIT + 1), root(), child);
    assertRefused(Kind.CHILD_ACTIVE, () -> root().setDataBounded(0, new byte[1], -1, -1), root(), child);
    assertRefused(Kind.CHILD_ACTIVE, () -> root().copy(-1, -1, -1), root(), child);
  }

  @Test
  default void noChildComesBeforeChildActive() {
    assertRefused(Kind.NO_CHILD, root()::commitChild, root());
    assertRefused(Kind.NO_CHILD, root()::revertChild, root());
    Memory child = root().newChild();
    assertRefused(Kind.NO_CHILD, child::commitChild, root(), child);
    assertRefused(Kind.NO_CHILD, child::revertChild, root(), child);
  }

  @Test
  default void negativeOffsetComesBeforeEverySize() {
    root().resize(64);
    for (long bad : new long[] {-1, -32, Long.MIN_VALUE}) {
      refusedAsOffset(() -> root().getByte(bad));
      refusedAsOffset(() -> root().getWord(bad));
      refusedAsOffset(() -> root().getU256(bad));
      refusedAsOffset(() -> root().getSlice(bad, 1));
      refusedAsOffset(() -> root().getSlice(bad, 0));
      refusedAsOffset(() -> root().getSlice(bad, -1));
      refusedAsOffset(() -> root().getSlice(bad, HUGE));
      refusedAsOffset(() -> root().read(bad, MemorySegment.ofArray(new byte[2])));
      refusedAsOffset(() -> root().read(bad, MemorySegment.NULL));
      refusedAsOffset(() -> root().setByte(bad, (byte) 1));
      refusedAsOffset(() -> root().setWord(bad, new byte[32]));
      refusedAsOffset(() -> root().setU256(bad, BigInteger.ONE));
      refusedAsOffset(() -> root().setData(bad, new byte[1]));
      refusedAsOffset(() -> root().setData(bad, new byte[0]));
      refusedAsOffset(() -> root().write(bad, MemorySegment.NULL));
      refusedAsOffset(() -> root().setDataBounded(bad, new byte[1], 0, 0));
      refusedAsOffset(() -> root().setDataBounded(0, new byte[1], bad, 0));
      refusedAsOffset(() -> root().setDataBounded(HUGE, new byte[1], bad, -1));
      refusedAsOffset(() -> root().setDataBounded(bad, new byte[1], 0, HUGE));
      refusedAsOffset(() -> root().copy(bad, 0, 1));
      refusedAsOffset(() -> root().copy(0, bad, 0));
      refusedAsOffset(() -> root().copy(HUGE, bad, HUGE));
      refusedAsOffset(() -> root().copy(bad, HUGE, -1));
    }
  }

  private void refusedAsOffset(ThrowingCallable call) {
    assertRefused(Kind.INVALID_OFFSET, call, root());
  }

  @Test
  default void negativeSizeComesBeforeTheEndAndTheLimit() {
    root().resize(10);
    assertRefused(Kind.INVALID_SIZE, () -> root().resize(-1), root());
    assertRefused(Kind.INVALID_SIZE, () -> root().resizeWordAligned(-1), root());
    assertRefused(Kind.INVALID_SIZE, () -> root().ensureCapacity(Long.MIN_VALUE), root());
    assertRefused(Kind.INVALID_SIZE, () -> root().getSlice(100, -1), root());
    assertRefused(Kind.INVALID_SIZE, () -> root().setDataBounded(LIMIT, new byte[1], 0, -1), root());
    assertRefused(Kind.INVALID_SIZE, () -> root().copy(LIMIT, 0, -1), root());
    assertRefused(Kind.INVALID_SIZE, () -> root().setLimit(Long.MIN_VALUE), root());
  }

  @Test
  default void readPastTheSizeIsAnInvalidOffset() {
    Memory child = root().newChild();
    child.resize(40);
    assertRefused(Kind.INVALID_OFFSET, () -> child.getByte(40), root(), child);
    assertRefused(Kind.INVALID_OFFSET, () -> child.getWord(9), root(), child);
    assertRefused(Kind.INVALID_OFFSET, () -> child.getU256(9), root(), child);
    assertRefused(Kind.INVALID_OFFSET, () -> child.getSlice(0, 41), root(), child);
    assertRefused(Kind.INVALID_OFFSET, () -> child.getSlice(40, 1), root(), child);
    assertRefused(Kind.INVALID_OFFSET, () -> child.read(1, MemorySegment.ofArray(new byte[40])), root(), child);
    assertThat(child.getWord(8)).containsOnly(0);
    assertThat(child.getByte(39)).isZero();
  }

  @Test
  default void shapeOfArgumentsComesFirst() {
    Memory ended = root().newChild();
    root().revertChild();
    Memory child = root().newChild();
    for (Memory memory : new Memory[] {ended, root(), child}) {
      assertThatIllegalArgumentException().isThrownBy(() -> memory.setWord(-1, new byte[31]))
          .withMessage("word32 must have 32 bytes, had 31");
      assertThatIllegalArgumentException().isThrownBy(() -> memory.setU256(-1, BigInteger.ONE.negate()))
          .withMessage("value must be at least 0, was -1");
      assertThatIllegalArgumentException().isThrownBy(() -> memory.setU256(-1, BigInteger.TWO.pow(256)))
          .withMessage("value must have at most 256 bits, had 257");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> memory.setU256(-1, BigInteger.TWO.pow(524_288).negate()))
          .withMessage("value must have at most 256 bits, had 524288");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> memory.read(-1, MemorySegment.ofArray(new byte[1]).asReadOnly()))
          .withMessageContaining("must be writable");
    }
    assertThat(child.isEmpty()).isTrue();
  }

  @Test
  @SuppressWarnings({"NullAway", "DataFlowIssue"})
  default void nullIsRefusedFirst() {
    Memory ended = root().newChild();
    root().revertChild();
    assertThatNullPointerException().isThrownBy(() -> ended.setWord(-1, null));
    assertThatNullPointerException().isThrownBy(() -> ended.setU256(-1, null));
    assertThatNullPointerException().isThrownBy(() -> ended.setData(-1, null));
    assertThatNullPointerException().isThrownBy(() -> ended.setDataBounded(-1, null, -1, -1));
    assertThatNullPointerException().isThrownBy(() -> ended.write(-1, null));
    assertThatNullPointerException().isThrownBy(() -> ended.read(-1, null));
    assertThatNullPointerException().isThrownBy(() -> ended.restore(null));
  }

  @Test
  default void segmentThatIsDeadOrAnotherThreadsIsRefusedBeforeAnythingGrows() throws Exception {
    MemorySegment dead;
    try (Arena arena = Arena.ofConfined()) {
      dead = arena.allocate(2000);
    }
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Arena confined = other.submit(() -> Arena.ofConfined()).get();
      MemorySegment foreign = other.submit(() -> confined.allocate(2000)).get();
      State before = state(root());
      for (MemorySegment bad : new MemorySegment[] {dead, foreign}) {
        assertThatIllegalArgumentException().isThrownBy(() -> root().write(0, bad)).withMessageContaining("source");
        assertThatIllegalArgumentException().isThrownBy(() -> root().read(0, bad))
            .withMessageContaining("destination");
      }
      assertThat(state(root())).isEqualTo(before);
      other.submit(confined::close).get();
    }
  }

  @Test
  default void openRefusesBadArguments() {
    assertThatIllegalArgumentException().isThrownBy(() -> open(-1, 10))
        .withMessage("initialCapacityBytes must be at least 0, was -1");
    assertThatIllegalArgumentException().isThrownBy(() -> open(0, -1))
        .withMessage("limitBytes must be at least initialCapacityBytes (0), was -1");
    assertThatIllegalArgumentException().isThrownBy(() -> open(4096, 100))
        .withMessage("limitBytes must be at least initialCapacityBytes (4096), was 100");
    assertThat(allocator().allocations()).isZero();
  }
}
