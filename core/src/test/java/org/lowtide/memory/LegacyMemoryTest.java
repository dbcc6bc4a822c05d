package org.lowtide.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lowtide.memory.Fixture.assertKind;
import static org.lowtide.memory.Fixture.bytes;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.memory.MemoryException.Kind;

/** The flaws that {@link LegacyMemory} keeps, each under its id, and what it does right. */
final class LegacyMemoryTest {

  /** The largest unsigned number of 64 bits. */
  private static final long MAX = -1L;

  private static final long LIMIT = 1 << 20;

  private final CountingAllocator allocator = new CountingAllocator(new HeapAllocator());
  private final LegacyMemory root = finalised(0, LIMIT);

  private LegacyMemory finalised(long initialCapacity, long limit) {
    LegacyMemory memory = LegacyMemory.init(allocator, initialCapacity, limit);
    memory.finalizeRoot();
    return memory;
  }

  @AfterEach
  void closeFreesAll() {
    root.close();
    assertThat(allocator.liveBytes()).isZero();
  }

  @Nested
  class Flaws {

    @Test
    void l01ParentsSizeCountsItsOpenChildsBytes() {
      root.setWord(0, bytes(0, 32));
      LegacyMemory child = root.newChild();
      child.setData(0, bytes(100, 64));
      assertThat(root.size()).isEqualTo(96);
      assertThat(root.getByte(32)).isEqualTo((byte) 100);
    }

    @Test
    void l02ParentWritesIntoItsOpenChild() {
      root.resize(32);
      LegacyMemory child = root.newChild();
      child.resize(32);
      root.setByte(40, (byte) 7);
      assertThat(child.getByte(8)).isEqualTo((byte) 7);
    }

    @Test
    void l03WordsAreCountedOnTheSharedLength() {
      root.setByte(0, (byte) 1);
      LegacyMemory child = root.newChild();
      assertThat(child.ensureCapacity(31)).isZero();
      assertThat(child.ensureCapacity(32)).isEqualTo(1);
    }

    @Test
    void l04CopiedHandleStillPointsAtTheOriginal() {
      root.setByte(0, (byte) 1);
      LegacyMemory copy = root.copyHandle();
      copy.setData(0, bytes(5, 100));
      copy.setLimit(300);
      assertThat(root.snapshot()).isEqualTo(bytes(5, 100));
      assertThat(root.limit()).isEqualTo(300);
      assertThat(copy.limit()).isEqualTo(LIMIT);
      copy.close();
      assertThat(allocator.liveBlocks()).isEqualTo(1);
    }

    @Test
    void l04CopyHasItsOwnChildCheckpoint() {
      LegacyMemory copy = root.copyHandle();
      copy.newChild();
      assertKind(Kind.NO_CHILD, root::revertChild);
      root.newChild();
      copy.commitChild();
      root.commitChild();
    }

    @Test
    void l04FinalisedCopyStillHasTheFieldsOfTheTimeItWasCopied() {
      root.resize(10);
      LegacyMemory copy = root.copyHandle();
      root.resize(20);
      copy.finalizeRoot();
      assertThat(copy.sharedSize()).isEqualTo(10);
      assertThat(root.sharedSize()).isEqualTo(20);
    }

    @Test
    void l05CloseOfAnUnfinalisedRootFreesNothing() {
      LegacyMemory unfinalised = LegacyMemory.init(allocator, 4096, LIMIT);
      unfinalised.close();
      assertThat(allocator.liveBytes()).isEqualTo(4096);
      unfinalised.finalizeRoot();
      unfinalised.close();
    }

    @Test
    void l05UnfinalisedRootHasNoOwnerToWorkOn() {
      LegacyMemory unfinalised = LegacyMemory.init(allocator, 0, 77);
      assertThatIllegalStateException().isThrownBy(() -> unfinalised.setByte(0, (byte) 1))
          .withMessageContaining("finalizeRoot() was not called");
      assertThatIllegalStateException().isThrownBy(unfinalised::size);
      assertThatIllegalStateException().isThrownBy(unfinalised::newChild);
      assertThat(unfinalised.limit()).isEqualTo(77);
      assertKind(Kind.NO_CHILD, unfinalised::revertChild);
    }

    @Test
    void l06OpenChildChecksItsOwnCopyOfTheLimit() {
      LegacyMemory child = root.newChild();
      root.setLimit(64);
      child.resize(4096);
      assertThat(root.sharedSize()).isEqualTo(4096);
    }

    @Test
    void l07LimitSetThroughAChildIsNotSeenByIt() {
      LegacyMemory child = root.newChild();
      child.setLimit(128);
      assertThat(child.limit()).isEqualTo(LIMIT);
      assertThat(root.limit()).isEqualTo(128);
    }

    @Test
    void l09ChildsRevertAfterItsParentsEnlargesTheBufferAgain() {
      root.resize(32);
      LegacyMemory child = root.newChild();
      child.resize(32);
      LegacyMemory grandchild = child.newChild();
      grandchild.resize(32);
      root.revertChild();
      assertThat(root.size()).isEqualTo(32);
      child.revertChild();
      assertThat(root.size()).isEqualTo(64);
    }

    @Test
    void l10HandleIsUsableAfterItsRevert() {
      LegacyMemory child = root.newChild();
      root.revertChild();
      child.setData(0, bytes(1, 32));
      assertThat(root.size()).isEqualTo(32);
    }

    @Test
    void l11StaleSiblingAliasesTheNewChild() {
      LegacyMemory stale = root.newChild();
      stale.setByte(0, (byte) 1);
      root.revertChild();
      LegacyMemory child = root.newChild();
      child.setByte(0, (byte) 2);
      stale.setByte(0, (byte) 3);
      assertThat(child.getByte(0)).isEqualTo((byte) 3);
    }

    @Test
    void l13ParentShrinksBelowWhereItsOpenChildBegins() {
      root.resize(64);
      LegacyMemory child = root.newChild();
      child.resize(32);
      root.resize(10);
      assertThat(root.size()).isEqualTo(10);
      assertThat(child.size()).isZero();
      assertKind(Kind.INVALID_OFFSET, child::snapshot);
      assertKind(Kind.INVALID_OFFSET, child::toHex);
    }

    @Test
    void l13GrandchildOpenedThereCannotBeReverted() {
      root.resize(64);
      LegacyMemory child = root.newChild();
      root.resize(10);
      child.newChild();
      assertThatIllegalStateException().isThrownBy(child::revertChild)
          .withMessage("the child begins at 10, below this context (64)");
    }

    @Test
    void l14ParentsSnapshotIncludesItsOpenChildsBytes() {
      root.resize(32);
      root.newChild().resize(32);
      assertThat(root.snapshot()).hasSize(64);
      assertThat(root.toHex()).hasSize(128);
    }

    @Test
    void l16OffsetsPlus32AndPlus1Overflow() {
      root.setData(0, bytes(1, 32));
      LegacyMemory child = root.newChild();
      child.resize(32);
      assertThat(child.getWord(MAX - 15)).startsWith(bytes(17, 16));
      assertThatThrownBy(() -> root.getWord(MAX - 15)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> root.setByte(MAX, (byte) 1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(root.size()).isEqualTo(64);
    }

    @Test
    void l17ChildsWriteWrapsIntoItsParent() {
      root.resize(32);
      LegacyMemory child = root.newChild();
      child.setByte(MAX - 19, (byte) 9);
      assertThat(root.getByte(12)).isEqualTo((byte) 9);
      assertThat(child.size()).isZero();
      child.setData(MAX - 31, bytes(1, 8));
      assertThat(root.getSlice(0, 8)).isEqualTo(bytes(1, 8));
    }

    @Test
    void l18WordAlignedResizeNearTheTopWipesTheContext() {
      root.setData(0, bytes(1, 100));
      root.resizeWordAligned(MAX);
      assertThat(root.size()).isZero();
    }

    @Test
    void l21ParentCommitsWhileAGrandchildIsOpen() {
      LegacyMemory child = root.newChild();
      child.setByte(0, (byte) 1);
      LegacyMemory grandchild = child.newChild();
      grandchild.setByte(0, (byte) 2);
      root.commitChild();
      assertThat(root.snapshot()).containsExactly(1, 2);
      child.revertChild();
      assertThat(root.snapshot()).containsExactly(1);
    }

    @Test
    void l32UnderALimitBelowTheTotalWritesInsideTheSizeAreRefusedToo() {
      root.setData(0, bytes(1, 40));
      root.setLimit(20);
      assertKind(Kind.LIMIT_EXCEEDED, () -> root.setByte(20, (byte) 9));
      assertKind(Kind.LIMIT_EXCEEDED, () -> root.ensureCapacity(21));
      root.setByte(19, (byte) 9);
      assertThat(root.getSlice(18, 3)).containsExactly(19, 9, 21);
    }

    @Test
    void closeOfAChildDoesNothing() {
      LegacyMemory child = root.newChild();
      child.setByte(0, (byte) 1);
      child.close();
      assertThat(child.getByte(0)).isEqualTo((byte) 1);
      assertKind(Kind.CHILD_ACTIVE, root::newChild);
    }

    @Test
    void secondCloseOfARootFreesItsBlockTwice() {
      LegacyMemory memory = finalised(10, LIMIT);
      memory.close();
      assertThatIllegalStateException().isThrownBy(memory::close).withMessageContaining("closed already");
    }

    @Test
    void negativeLimitIsNone() {
      root.setLimit(MAX);
      root.resize(LIMIT + 1);
      assertThat(root.size()).isEqualTo(LIMIT + 1);
      assertKind(Kind.OUT_OF_MEMORY, () -> root.resize(Long.MIN_VALUE));
      assertKind(Kind.OUT_OF_MEMORY, () -> root.resize(Long.MIN_VALUE + 1));
    }
  }

  @Nested
  class Virtues {

    @Test
    void childrenAreAppendedByCommitAndDroppedByRevert() {
      root.setData(0, bytes(1, 3));
      LegacyMemory child = root.newChild();
      child.setData(0, bytes(4, 3));
      assertThat(child.snapshot()).containsExactly(4, 5, 6);
      root.commitChild();
      assertThat(root.snapshot()).containsExactly(1, 2, 3, 4, 5, 6);
      root.newChild().setData(0, bytes(90, 5000));
      root.revertChild();
      assertThat(root.snapshot()).containsExactly(1, 2, 3, 4, 5, 6);
      assertKind(Kind.NO_CHILD, root::commitChild);
    }

    @Test
    void gainedBytesAreZeroInDirtyBlocksToo() {
      LegacyMemory memory = LegacyMemory.init(new DirtySliceAllocator(), 10, LIMIT);
      memory.finalizeRoot();
      for (int size = 1; size < 10_000; size *= 3) {
        memory.resize(size);
        assertThat(memory.snapshot()).containsOnly(0);
      }
      memory.setData(0, bytes(1, 9000));
      memory.resize(1);
      memory.resize(9000);
      assertThat(memory.getSlice(1, 8999)).containsOnly(0);
      memory.close();
    }

    @Test
    void copyIsExactAndGrows() {
      root.setData(0, bytes(1, 8));
      root.copy(2, 0, 6);
      assertThat(root.snapshot()).containsExactly(1, 2, 1, 2, 3, 4, 5, 6);
      root.copy(0, 2, 6);
      assertThat(root.snapshot()).containsExactly(1, 2, 3, 4, 5, 6, 5, 6);
      root.copy(0, 8, 4);
      assertThat(root.snapshot()).containsExactly(0, 0, 0, 0, 5, 6, 5, 6, 0, 0, 0, 0);
    }

    @Test
    void boundedDataIsPaddedWithZeros() {
      root.setData(0, bytes(50, 10));
      root.setDataBounded(1, bytes(1, 4), 2, 4);
      assertThat(root.snapshot()).containsExactly(50, 3, 4, 0, 0, 55, 56, 57, 58, 59);
      root.setDataBounded(0, bytes(1, 4), Long.MAX_VALUE, 2);
      assertThat(root.getSlice(0, 3)).containsExactly(0, 0, 4);
      root.setDataBounded(0, bytes(1, 4), 1, 2);
      assertThat(root.getSlice(0, 3)).containsExactly(2, 3, 4);
    }

    @Test
    void whatAChildWritesIsReadBackInEveryForm() {
      root.resize(10);
      LegacyMemory child = root.newChild();
      assertThat(child.isEmpty()).isTrue();
      assertThat(child.snapshot()).isEmpty();
      assertThat(child.toHex()).isEmpty();
      child.setWord(8, bytes(1, 32));
      assertThat(child.isEmpty()).isFalse();
      assertThat(child.getWord(8)).isEqualTo(bytes(1, 32));
      assertThat(child.getU256(8)).isEqualTo(new BigInteger(1, bytes(1, 32)));
      assertThat(child.getSlice(7, 2)).containsExactly(0, 1);
      assertThat(child.getSlice(MAX, 0)).isEmpty();
      child.setU256(0, BigInteger.valueOf(0x0102));
      assertThat(child.getSlice(29, 5)).containsExactly(0, 1, 2, 25, 26);
      child.restore(bytes(50, 3));
      assertThat(child.toHex()).isEqualTo("323334");
      assertThat(root.getSlice(0, 10)).containsOnly(0);
    }

    @Test
    void aWordOfAnotherLengthIsRefusedBeforeAnythingGrows() {
      assertThatIllegalArgumentException().isThrownBy(() -> root.setWord(0, new byte[31]))
          .withMessage("word32 must have 32 bytes, had 31");
      assertThat(root.isEmpty()).isTrue();
    }

    @Test
    void segmentsAreReadAndWrittenInPlace() {
      root.resize(10);
      LegacyMemory child = root.newChild();
      child.write(2, MemorySegment.ofArray(bytes(1, 4)));
      byte[] read = new byte[5];
      child.read(1, MemorySegment.ofArray(read));
      assertThat(read).containsExactly(0, 1, 2, 3, 4);
      assertKind(Kind.INVALID_OFFSET, () -> child.read(2, MemorySegment.ofArray(read)));
      child.read(MAX, MemorySegment.NULL);
      child.write(MAX, MemorySegment.NULL);
      assertThat(child.size()).isEqualTo(6);
    }

    @Test
    void capacityDoublesAndIsKeptWhileItSuffices() {
      root.resize(33);
      assertThat(root.sharedCapacity()).isEqualTo(64);
      root.resize(64);
      assertThat(root.sharedCapacity()).isEqualTo(64);
      assertThat(allocator.allocations()).isEqualTo(1);
      root.resize(128);
      assertThat(root.sharedCapacity()).isEqualTo(128);
      assertThat(allocator.allocations()).isEqualTo(2);
    }

    @Test
    void wordAlignedSizesAreRoundedUp() {
      root.resizeWordAligned(33);
      assertThat(root.size()).isEqualTo(64);
      root.resizeWordAligned(32);
      assertThat(root.size()).isEqualTo(32);
    }

    @Test
    void showsItsOwnFields() {
      root.resize(10);
      assertThat(root.newChild()).hasToString("LegacyMemory[checkpoint=10, limit=1048576]");
      root.setLimit(MAX);
      assertThat(root).hasToString("LegacyMemory[checkpoint=0, limit=18446744073709551615]");
    }

    @Test
    void failedAllocationChangesNothing() {
      root.setData(0, bytes(1, 40));
      allocator.failAlways();
      assertThatThrownBy(() -> root.setData(30, bytes(1, 5000)))
          .isInstanceOfSatisfying(MemoryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OUT_OF_MEMORY))
          .hasCauseInstanceOf(AllocationFailedException.class);
      assertKind(Kind.OUT_OF_MEMORY, () -> LegacyMemory.init(allocator, 10, 20));
      allocator.recover();
      assertThat(root.snapshot()).isEqualTo(bytes(1, 40));
    }

    @Test
    void limitIsReachedExactly() {
      LegacyMemory memory = finalised(0, 100);
      assertKind(Kind.LIMIT_EXCEEDED, () -> memory.resize(101));
      memory.resize(100);
      assertThat(memory.sharedCapacity()).isEqualTo(100);
      memory.close();
    }

    @Test
    void readsEndWithinTheContext() {
      root.resize(32);
      assertKind(Kind.INVALID_OFFSET, () -> root.getByte(32));
      assertKind(Kind.INVALID_OFFSET, () -> root.getByte(MAX));
      assertKind(Kind.INVALID_OFFSET, () -> root.getWord(1));
      assertKind(Kind.INVALID_OFFSET, () -> root.getSlice(1, 32));
      assertKind(Kind.INVALID_SIZE, () -> root.getSlice(MAX, 2));
      assertKind(Kind.INVALID_SIZE, () -> root.setData(MAX, new byte[2]));
    }
  }
}
