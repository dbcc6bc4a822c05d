package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;

/** The three decorators over each other, in all six orders. */
final class CompositionTest {

  private static final byte FRESH = (byte) 0xa5;
  private static final byte FREED = (byte) 0xdd;

  /** Outermost first. */
  enum Order {
    TFP,
    TPF,
    FTP,
    FPT,
    PTF,
    PFT
  }

  /** The three decorators in one order. */
  private static final class Stack {

    TrackingAllocator tracking = TrackingAllocator.counting(new HeapAllocator());
    FailingAllocator failing = FailingAllocator.neverFailing(tracking);
    final RecordingAllocator recording = new RecordingAllocator(new HeapAllocator());
    final Allocator outermost;

    Stack(Order order) {
      Allocator allocator = recording;
      for (char decorator : new StringBuilder(order.name()).reverse().toString().toCharArray()) {
        allocator = decorate(decorator, allocator);
      }
      outermost = allocator;
    }

    private Allocator decorate(char decorator, Allocator delegate) {
      if (decorator == 'T') {
        tracking = TrackingAllocator.withSites(delegate);
        return tracking;
      }
      if (decorator == 'F') {
        failing = FailingAllocator.neverFailing(delegate);
        return failing;
      }
      return new PoisoningAllocator(delegate, FRESH, FREED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsFailsAndPoisons(Order order) {
    Stack stack = new Stack(order);
    Block block = stack.outermost.allocate(8);
    MemorySegment segment = block.segment();
    assertThat(segment.toArray(ValueLayout.JAVA_BYTE)).containsOnly(FRESH);
    assertThat(stack.tracking.liveBytes()).isEqualTo(8);
    stack.failing.arm(1, false);
    assertThatThrownBy(() -> stack.outermost.allocateZeroed(4)).isInstanceOf(AllocationFailedException.class);
    assertThat(stack.tracking.liveBlocks()).isEqualTo(1);
    assertThat(stack.tracking.failedAllocations())
        .isEqualTo(order.name().indexOf('T') < order.name().indexOf('F') ? 1 : 0);
    try (Block zeroed = stack.outermost.allocateZeroed(4)) {
      assertThat(zeroed.segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
    }
    block.close();
    assertThat(segment.toArray(ValueLayout.JAVA_BYTE)).containsOnly(FREED);
    stack.tracking.assertNoLeaks();
    assertThat(stack.recording.calls).containsExactly("allocate 8", "allocateZeroed 4", "close 4", "close 8");
  }

  @ParameterizedTest
  @EnumSource
  void countsWrongFreesWhateverTheOrder(Order order) {
    Stack stack = new Stack(order);
    Block block = stack.outermost.allocate(8);
    block.close();
    assertThatIllegalStateException().isThrownBy(block::close).withMessageContaining("allocation 1");
    assertThat(stack.tracking.wrongFrees()).isEqualTo(1);
    assertThat(stack.tracking.liveBytes()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void namesThePlaceThatAskedTheOutermost(Order order) {
    Stack stack = new Stack(order);
    stack.outermost.allocate(8);
    stack.outermost.allocateZeroed(8);
    assertThat(stack.tracking.report().sites()).hasSize(2).allSatisfy(site -> assertThat(site.place())
        .startsWith("org.lowtide.leak.CompositionTest.namesThePlaceThatAskedTheOutermost(CompositionTest.java:"));
  }

  /** The contract holds for each order too. */
  @Nested
  final class TrackingOutermost extends Composed {
    TrackingOutermost() {
      super(List.of(
          delegate -> new PoisoningAllocator(delegate, FRESH, FREED),
          FailingAllocator::neverFailing,
          TrackingAllocator::withSites));
    }
  }

  /** The other way round. */
  @Nested
  final class TrackingInnermost extends Composed {
    TrackingInnermost() {
      super(List.of(
          TrackingAllocator::counting,
          FailingAllocator::neverFailing,
          delegate -> new PoisoningAllocator(delegate, FRESH, FREED)));
    }
  }

  /** Two of a kind. */
  @Nested
  final class TrackingTwice extends Composed {
    TrackingTwice() {
      super(List.of(TrackingAllocator::counting, TrackingAllocator::withSites));
    }

    @Test
    void theInnerCountsToo() {
      TrackingAllocator inner = TrackingAllocator.counting(new HeapAllocator());
      TrackingAllocator outer = TrackingAllocator.counting(inner);
      Block block = outer.allocate(5);
      assertThat(List.of(inner.liveBytes(), outer.liveBytes())).containsOnly(5L);
      block.close();
      assertThat(List.of(inner.liveBytes(), outer.liveBytes())).containsOnly(0L);
    }
  }

  /** A stack of decorators, innermost first. */
  abstract static class Composed extends DecoratorContractTest {

    private final List<UnaryOperator<Allocator>> decorators;

    Composed(List<UnaryOperator<Allocator>> decorators) {
      this.decorators = decorators;
    }

    @Override
    final Allocator decorate(Allocator delegate) {
      Allocator allocator = delegate;
      for (UnaryOperator<Allocator> decorator : decorators) {
        allocator = decorator.apply(allocator);
      }
      return allocator;
    }
  }
}
