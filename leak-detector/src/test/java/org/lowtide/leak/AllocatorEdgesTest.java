package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;

/** The allocators where something happens that mostly does not: a failure in the middle, an end while at work. */
final class AllocatorEdgesTest {

  private final RecordingAllocator delegate = new RecordingAllocator(new HeapAllocator());

  @Test
  void aScopeThatEndsWhileTheDelegateAllocatesGivesTheBlockBack() {
    List<TrackingScope> scopes = new ArrayList<>();
    Allocator ending = byteSize -> {
      Block block = delegate.allocate(byteSize);
      scopes.forEach(TrackingScope::close);
      return block;
    };
    TrackingAllocator tracking = TrackingAllocator.builder(ending).level(TrackingLevel.COUNT).limitBytes(10).build();
    scopes.add(tracking.scope("request"));
    assertThatIllegalStateException().isThrownBy(() -> scopes.getFirst().allocate(10))
        .withMessage("scope \"request\" is closed");
    assertThat(delegate.calls).containsExactly("allocate 10", "close 10");
    assertThat(LiveFigures.of(tracking)).isEqualTo(new LiveFigures(0, 0, 0, 0, 0));
    assertThat(tracking.failedAllocations()).isEqualTo(1);
    scopes.clear();
    tracking.allocate(10).close();
  }

  @Test
  void aScopeThatHasEndedAsksItsDelegateForNothing() {
    TrackingAllocator tracking = TrackingAllocator.counting(delegate);
    TrackingScope scope = tracking.scope("request");
    scope.close();
    assertThatIllegalStateException().isThrownBy(() -> scope.allocate(1));
    assertThatIllegalStateException().isThrownBy(() -> scope.allocateZeroed(1));
    assertThat(delegate.calls).isEmpty();
    assertThat(tracking.failedAllocations()).isZero();
  }

  @Test
  void theBytesOfAnAllocationUnderWayCountAgainstTheLimit() {
    List<TrackingScope> scopes = new ArrayList<>();
    List<Integer> refused = new ArrayList<>();
    Allocator nesting = byteSize -> {
      for (int nested = 4; byteSize == 10 && nested <= 6; nested++) {
        try {
          scopes.getFirst().allocate(nested).close();
        } catch (AllocationFailedException e) {
          refused.add(nested);
        }
      }
      return delegate.allocate(byteSize);
    };
    TrackingAllocator tracking = TrackingAllocator.builder(nesting).level(TrackingLevel.COUNT).limitBytes(15).build();
    scopes.add(tracking.scope("below"));
    scopes.getFirst().allocate(10);
    assertThat(refused).containsExactly(6);
    scopes.getFirst().allocate(5);
    assertThatThrownBy(() -> tracking.allocate(1)).isInstanceOf(AllocationFailedException.class);
    assertThat(tracking.liveBytes()).isEqualTo(15);
  }

  @Test
  void aSizeBelowOneIsNoAllocationThatFailed() {
    TrackingAllocator tracking = TrackingAllocator.counting(delegate);
    assertThatIllegalArgumentException().isThrownBy(() -> tracking.allocate(0))
        .withMessage("byteSize must be at least 1, was 0");
    assertThatIllegalArgumentException().isThrownBy(() -> tracking.allocateZeroed(-1));
    assertThat(tracking.failedAllocations()).isZero();
    assertThat(delegate.calls).isEmpty();
  }

  @Test
  void aScopeThatEndedWithNothingLiveIsForgotten() {
    TrackingAllocator tracking = TrackingAllocator.builder(delegate).level(TrackingLevel.SITES).name("server").build();
    TrackingScope kept = tracking.scope("kept");
    TrackingScope ended = tracking.scope("ended");
    ended.scope("below");
    ended.close();
    Block block = kept.allocate(3);
    assertThat(tracking.report().tree()).contains("kept").doesNotContain("ended").doesNotContain("below");
    assertThatThrownBy(kept::close).isInstanceOf(LeakError.class);
    assertThat(tracking.report().tree()).contains("kept");
    block.close();
    tracking.allocate(1);
    assertThat(tracking.report().tree()).doesNotContain("kept");
  }

  @Test
  void aScopeSaysWhatItIs() {
    TrackingAllocator tracking = TrackingAllocator.counting(delegate);
    TrackingScope outer = tracking.scope("outer", 50);
    TrackingScope inner = outer.scope("inner");
    assertThat(outer.path()).as("a tracker without a name is left out").isEqualTo("outer");
    assertThat(inner.path()).isEqualTo("outer/inner");
    assertThat(inner.name()).isEqualTo("inner");
    assertThat(outer.limitBytes()).isEqualTo(50);
    assertThat(inner.limitBytes()).isEqualTo(Long.MAX_VALUE);
    Block block = inner.allocate(7);
    assertThat(inner).hasToString("TrackingScope[outer/inner, liveBytes=7]");
    assertThat(inner.report().liveBytes()).isEqualTo(7);
    assertThat(tracking.scope("other").report().isEmpty()).isTrue();
    assertThat(inner.liveBlocks()).isEqualTo(1);
    assertThat(inner.peakBytes()).isEqualTo(7);
    assertThat(inner.totalBytes()).isEqualTo(7);
    block.close();
  }

  @Test
  void aTrackerSaysWhatItWasToldAndWhatItSaw() {
    TrackingAllocator tracking = TrackingAllocator.builder(delegate).level(TrackingLevel.COUNT).limitBytes(64).build();
    assertThat(tracking.limitBytes()).isEqualTo(64);
    assertThat(TrackingAllocator.counting(delegate).limitBytes()).isEqualTo(Long.MAX_VALUE);
    Block block = tracking.allocate(64);
    block.close();
    assertThatThrownBy(block::segment).isInstanceOf(BlockMisuseException.class);
    assertThat(tracking.usesAfterClose()).isEqualTo(1);
    assertThat(tracking.wrongFrees()).isZero();
    assertThat(block.byteSize()).isEqualTo(64);
  }

  @Test
  void whatIsNotTrackedIsFreedWhoeverOwnsIt() {
    TrackingAllocator off = TrackingAllocator.builder(delegate).level(TrackingLevel.OFF).build();
    off.free(delegate.allocate(5));
    Block own = off.allocate(6);
    assertThat(own.byteSize()).isEqualTo(6);
    off.free(own);
    assertThat(delegate.calls).containsExactly("allocate 5", "close 5", "allocate 6", "close 6");
    assertThat(off.wrongFrees()).isZero();
    assertThat(off.totalBlocks()).isZero();
  }

  @Test
  void aBlockThatCannotBeFilledIsGivenBack() {
    List<String> closed = new ArrayList<>();
    Allocator unreadable = byteSize -> new Block() {
      @Override
      public MemorySegment segment() {
        throw new IllegalStateException("planted");
      }

      @Override
      public long byteSize() {
        return byteSize;
      }

      @Override
      public void close() {
        closed.add("close " + byteSize);
      }
    };
    assertThatIllegalStateException()
        .isThrownBy(() -> new PoisoningAllocator(unreadable, (byte) 1, (byte) 2).allocate(4))
        .withMessage("planted");
    GuardingAllocator guarding = GuardingAllocator.builder(unreadable).redzoneBytes(8).build();
    assertThatIllegalStateException().isThrownBy(() -> guarding.allocate(4)).withMessage("planted");
    assertThat(closed).containsExactly("close 4", "close 20");
    assertThat(guarding.liveBlocks()).isZero();
  }

  @Test
  void aSecondCloseIsRefusedWhateverTheDelegateDoes() {
    List<String> closed = new ArrayList<>();
    MemorySegment bytes = MemorySegment.ofArray(new byte[4]);
    Allocator lenient = _ -> new Block() {
      @Override
      public MemorySegment segment() {
        return bytes;
      }

      @Override
      public long byteSize() {
        return 4;
      }

      @Override
      public void close() {
        closed.add("close");
      }
    };
    Block block = new PoisoningAllocator(lenient, (byte) 1, (byte) 2).allocate(4);
    assertThat(block.byteSize()).isEqualTo(4);
    block.close();
    assertThatIllegalStateException().isThrownBy(block::close).withMessage("block of 4 bytes was closed before");
    assertThat(closed).as("the delegate hears of both").hasSize(2);
  }

  @Test
  void decoratorsRefuseASizeBelowOneBeforeTheyAsk() {
    PoisoningAllocator poisoning = new PoisoningAllocator(delegate, (byte) 1, (byte) 2);
    GuardingAllocator guarding = GuardingAllocator.guarding(delegate);
    FailingAllocator failing = FailingAllocator.neverFailing(delegate);
    for (Allocator allocator : List.of(poisoning, guarding, failing)) {
      assertThatIllegalArgumentException().isThrownBy(() -> allocator.allocate(0))
          .withMessage("byteSize must be at least 1, was 0");
      assertThatIllegalArgumentException().isThrownBy(() -> allocator.allocateZeroed(0))
          .withMessage("byteSize must be at least 1, was 0");
    }
    assertThat(delegate.calls).isEmpty();
    assertThat(failing.attempts()).isZero();
  }

  @Test
  void aQuarantineKeepsABlockOfAllItsBudgetUntilItEnds() {
    GuardingAllocator guarding = GuardingAllocator.builder(delegate).redzoneBytes(0).quarantineBytes(10).build();
    Block fits = guarding.allocate(10);
    Block isTooLarge = guarding.allocate(11);
    Block outlives = guarding.allocate(5);
    assertThat(guarding.liveBlocks()).isEqualTo(3);
    fits.close();
    isTooLarge.close();
    assertThat(guarding.liveBlocks()).isEqualTo(1);
    assertThat(guarding.quarantinedBlocks()).isEqualTo(1);
    assertThat(guarding.quarantinedBytes()).isEqualTo(10);
    assertThat(delegate.calls).endsWith("allocate 5", "close 11");
    guarding.close();
    assertThat(delegate.calls).endsWith("close 11", "close 10");
    outlives.close();
    assertThat(delegate.calls).endsWith("close 10", "close 5");
    assertThat(guarding.quarantinedBlocks()).isZero();
  }

  @Test
  void anInjectedFailureKnowsTheBytesAndNothingElse() {
    FailingAllocator failing = FailingAllocator.failOnce(delegate, 1);
    AllocationFailedException failure =
        catchThrowableOfType(AllocationFailedException.class, () -> failing.allocate(9));
    assertThat(failure.requestedBytes()).isEqualTo(9);
    assertThat(failure.liveBytes()).isEqualTo(AllocationFailedException.UNKNOWN);
    assertThat(failure.limitBytes()).isEqualTo(AllocationFailedException.UNKNOWN);
    assertThat(delegate.calls).isEmpty();
  }
}
