package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;

/** What every decorator promises, whatever it decorates. A subclass for each decorator, or stack of them. */
abstract class DecoratorContractTest {

  /** What is decorated. */
  enum Kind {
    HEAP,
    NATIVE;

    RecordingAllocator make() {
      return new RecordingAllocator(this == HEAP ? new HeapAllocator() : new NativeAllocator());
    }
  }

  /** Puts the decorator under test around {@code delegate}. */
  abstract Allocator decorate(Allocator delegate);

  /** The bytes that the decorator asks its delegate for. */
  long asked(long byteSize) {
    return byteSize;
  }

  /** Has the decorator give back what it keeps of closed blocks, where it does. */
  void settle(Allocator decorated) {}

  @ParameterizedTest
  @EnumSource
  void passesAllocateOnAsAllocate(Kind kind) {
    RecordingAllocator delegate = kind.make();
    Allocator decorated = decorate(delegate);
    try (Block block = decorated.allocate(33)) {
      assertThat(block.byteSize()).isEqualTo(33);
      assertThat(block.segment().byteSize()).isEqualTo(33);
      assertThat(delegate.calls).containsExactly("allocate " + asked(33));
    }
    settle(decorated);
    assertThat(delegate.calls).containsExactly("allocate " + asked(33), "close " + asked(33));
  }

  @ParameterizedTest
  @EnumSource
  void passesAllocateZeroedOnAsAllocateZeroed(Kind kind) {
    RecordingAllocator delegate = kind.make();
    Allocator decorated = decorate(delegate);
    try (Block block = decorated.allocateZeroed(33)) {
      assertThat(block.byteSize()).isEqualTo(33);
      assertThat(block.segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0).hasSize(33);
      assertThat(delegate.calls).containsExactly("allocateZeroed " + asked(33));
    }
    settle(decorated);
    assertThat(delegate.calls).containsExactly("allocateZeroed " + asked(33), "close " + asked(33));
  }

  @ParameterizedTest
  @EnumSource
  void handsOutTheDelegatesOwnSegmentOrASliceOfIt(Kind kind) {
    RecordingAllocator delegate = kind.make();
    try (Block block = decorate(delegate).allocate(8)) {
      MemorySegment segment = block.segment();
      MemorySegment whole = delegate.segments.getFirst();
      assertThat(segment).isSameAs(block.segment());
      assertThat(whole.asOverlappingSlice(segment)).contains(segment);
      if (asked(8) == 8) {
        assertThat(segment).isSameAs(whole);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesASecondCloseAndFreesOnce(Kind kind) {
    RecordingAllocator delegate = kind.make();
    Allocator decorated = decorate(delegate);
    Block block = decorated.allocate(8);
    block.close();
    assertThatIllegalStateException().isThrownBy(block::close);
    settle(decorated);
    assertThatIllegalStateException().isThrownBy(block::close);
    assertThat(delegate.calls).containsExactly("allocate " + asked(8), "close " + asked(8));
    assertThat(block.byteSize()).isEqualTo(8);
  }

  @ParameterizedTest
  @EnumSource
  void refusesSizesBelowOneWithoutAskingTheDelegate(Kind kind) {
    RecordingAllocator delegate = kind.make();
    Allocator decorated = decorate(delegate);
    for (long byteSize : new long[] {0, -1, Long.MIN_VALUE}) {
      String message = "byteSize must be at least 1, was " + byteSize;
      assertThatIllegalArgumentException().isThrownBy(() -> decorated.allocate(byteSize)).withMessage(message);
      assertThatIllegalArgumentException().isThrownBy(() -> decorated.allocateZeroed(byteSize)).withMessage(message);
    }
    assertThat(delegate.calls).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void passesTheDelegatesFailureOnAsItIs(Kind kind) {
    RecordingAllocator delegate = kind.make();
    Allocator decorated = decorate(delegate);
    delegate.failing = true;
    assertThatThrownBy(() -> decorated.allocate(8))
        .isInstanceOfSatisfying(AllocationFailedException.class, e -> assertThat(e.liveBytes()).isEqualTo(7));
    assertThatThrownBy(() -> decorated.allocateZeroed(8)).isInstanceOf(AllocationFailedException.class);
    delegate.failing = false;
    decorated.allocate(8).close();
    settle(decorated);
    assertThat(delegate.calls)
        .containsExactly("allocate " + asked(8), "allocateZeroed " + asked(8), "allocate " + asked(8),
            "close " + asked(8));
  }

  @ParameterizedTest
  @EnumSource
  void aCloseThatTheDelegateRefusedCanBeTriedAgain(Kind kind) {
    RecordingAllocator delegate = kind.make();
    Block block = decorate(delegate).allocate(8);
    delegate.refusingClose = true;
    assertThatIllegalStateException().isThrownBy(block::close).withMessage("told to refuse");
    delegate.refusingClose = false;
    block.close();
    assertThat(delegate.calls).containsExactly("allocate " + asked(8), "close " + asked(8));
  }

  @ParameterizedTest
  @EnumSource
  void keepsBlocksApart(Kind kind) {
    Allocator decorated = decorate(kind.make());
    List<Block> blocks = List.of(decorated.allocate(16), decorated.allocateZeroed(16), decorated.allocate(16));
    for (int i = 0; i < blocks.size(); i++) {
      blocks.get(i).segment().fill((byte) (i + 1));
    }
    blocks.get(1).close();
    assertThat(blocks.get(0).segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(1);
    assertThat(blocks.get(2).segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(3);
    blocks.get(0).close();
    blocks.get(2).close();
  }
}
