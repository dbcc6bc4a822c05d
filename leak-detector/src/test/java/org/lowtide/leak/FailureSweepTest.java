package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.lowtide.leak.FailureVerdict.LEAKED;
import static org.lowtide.leak.FailureVerdict.NOT_DETERMINISTIC;
import static org.lowtide.leak.FailureVerdict.PROPAGATED;
import static org.lowtide.leak.FailureVerdict.STATE_CHANGED;
import static org.lowtide.leak.FailureVerdict.SWALLOWED;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.NativeAllocator;

final class FailureSweepTest {

  @Test
  void failsEachAllocationOnceAndForEver() {
    SweepReport report = SweptStack.sweep(SweptStack::pushBoth).run();
    assertThat(report.allocations()).isEqualTo(3);
    assertThat(report.faults()).extracting(SweptFault::index).containsExactly(1L, 1L, 2L, 2L, 3L, 3L);
    assertThat(report.faults()).extracting(SweptFault::isForever)
        .containsExactly(false, true, false, true, false, true);
    assertThat(report.faults()).extracting(SweptFault::bytes).containsExactly(4L, 4L, 8L, 8L, 16L, 16L);
    assertThat(report.faults()).extracting(SweptFault::verdict).containsOnly(PROPAGATED);
    assertThat(report.faults().getFirst().stack().getFirst().getMethodName()).isEqualTo("<init>");
    assertThat(report.faults().getLast().stack().getFirst().getMethodName()).isEqualTo("pushBoth");
    assertThat(report.passes()).isTrue();
    assertThat(report.text())
        .isEqualTo("SUMMARY: lowtide: 6 injected failures of 3 allocations: 6 propagated");
  }

  @Test
  void passesOnWorkThatNeedsNoState() {
    FailureSweep.of(PlantedFault::withoutFault).over(NativeAllocator::new).assertPasses();
  }

  @Test
  void aFailureThatLosesABlockIsALeak() {
    SweepReport report = SweptStack.sweep(SweptStack::pushBothAndLose).run();
    assertThat(verdicts(report)).containsExactly(PROPAGATED, PROPAGATED, PROPAGATED, PROPAGATED, LEAKED, LEAKED);
    SweptFault leaked = report.failures().getFirst();
    LeakReport leak = leaked.leak().orElseThrow();
    assertThat(leak.liveBytes()).isEqualTo(8);
    assertThat(leak.blocksWithoutSite()).isZero();
    assertThat(leak.sites().getFirst().place()).contains("SweptStack.pushBothAndLose");
    assertThat(leaked.toString()).startsWith("LEAKED: allocation 3 failed once (16 bytes): 8 bytes in 1 block still");
  }

  @Test
  void theErrorShowsWhereTheFailureWasInjectedAndWhatWasLeft() {
    FailureSweep sweep = SweptStack.sweep(SweptStack::pushBothAndLose);
    assertThatExceptionOfType(SweepError.class).isThrownBy(sweep::assertPasses).satisfies(error -> {
      assertThat(error).hasMessageStartingWith("""
          lowtide: 2 of 6 injected failures of 3 allocations not handled

          1. LEAKED: allocation 3 of 3 failed once (16 bytes)
             8 bytes in 1 block still live; the work threw the failure
             It failed here:
               at org.lowtide.leak.SweptStack.pushBothAndLose(SweptStack.java:""");
      assertThat(error).hasMessageContaining("   Left live: 8 bytes in 1 block, allocation 2, place ");
      assertThat(error)
          .hasMessageEndingWith("\nSUMMARY: lowtide: 6 injected failures of 3 allocations: 4 propagated, 2 leaked");
      assertThat(error.getCause().getStackTrace()[0].getMethodName()).isEqualTo("pushBothAndLose");
      assertThat(error.report().count(LEAKED)).isEqualTo(2);
    });
  }

  @Test
  void aFailureThatTheCallerDoesNotLearnOfIsSwallowed() {
    FailureSweep sweep = SweptStack.sweep(SweptStack::pushBothOrNot);
    SweepReport report = sweep.run();
    assertThat(report.failures()).hasSize(4).extracting(SweptFault::verdict).containsOnly(SWALLOWED);
    assertThat(report.failures()).extracting(SweptFault::detail)
        .containsOnly("the work returned as if nothing had failed");
    assertThatExceptionOfType(SweepError.class).isThrownBy(sweep::assertPasses);
    sweep.allowSwallowed().assertPasses();
  }

  @Test
  void anUnrelatedExceptionIsAFailureSwallowedEvenWhereThatIsAllowed() {
    FailureSweep sweep = SweptStack.sweep(SweptStack::pushBothOrStop).allowSwallowed();
    SweepReport report = sweep.run();
    assertThat(report.failures()).hasSize(4).extracting(SweptFault::detail).containsOnly(
        "the work threw java.lang.UnsupportedOperationException: \"cannot push\", which does not have the failure"
            + " among its causes");
    sweep.propagatedAs(UnsupportedOperationException.class).assertPasses();
  }

  @Test
  void aFailureAmongTheCausesIsPropagated() {
    SweptStack.sweep(SweptStack::pushBothOrExplain).assertPasses();
  }

  @Test
  void anActionThatFailsHalfWayChangesTheState() {
    SweepReport report = SweptStack.sweep(SweptStack::pushEach).run();
    assertThat(verdicts(report))
        .containsExactly(PROPAGATED, PROPAGATED, PROPAGATED, PROPAGATED, STATE_CHANGED, STATE_CHANGED);
    assertThat(report.failures().getFirst().detail())
        .isEqualTo("the state before the action was \"[]\", after it failed \"[8]\"");
  }

  @Test
  void aSecondCloseOnTheWayOutChangesTheState() {
    SweepReport report = SweptStack.sweep(SweptStack::pushBothAndCloseTwice).run();
    assertThat(report.failures()).hasSize(4).extracting(SweptFault::verdict).containsOnly(STATE_CHANGED);
    assertThat(report.failures().getFirst().detail()).isEqualTo("1 close of a block that was closed before");
  }

  @Test
  void anObjectThatCanNoLongerBeObservedOrClosedHasChanged() {
    boolean[] failed = new boolean[1];
    FailureSweep observed = FailureSweep.of(allocator -> allocator, allocator -> fail(allocator, failed),
        _ -> notAfter(failed), _ -> failed[0] = false);
    assertThat(observed.run().failures()).hasSize(2).extracting(SweptFault::detail)
        .containsOnly("after the failed action, observing the state threw java.lang.IllegalStateException");
    FailureSweep closed = FailureSweep.of(allocator -> allocator, allocator -> fail(allocator, failed), _ -> "",
        _ -> notAfter(failed));
    assertThat(closed.run().faults()).extracting(SweptFault::verdict).containsOnly(STATE_CHANGED);
  }

  private static void fail(Allocator allocator, boolean[] failed) {
    try {
      allocator.allocate(1).close();
    } catch (AllocationFailedException e) {
      failed[0] = true;
      throw e;
    }
  }

  private static String notAfter(boolean[] failed) {
    if (failed[0]) {
      failed[0] = false;
      throw new IllegalStateException();
    }
    return "";
  }

  @Test
  void statesThatAreArraysAreComparedByContent() {
    FailureSweep.of(SweptStack::new, SweptStack::pushBoth, _ -> new byte[] {1, 2}, SweptStack::close).assertPasses();
  }

  @Test
  void allocationsOfTheObserverAreNeitherFailedNorCounted() {
    Allocator[] used = new Allocator[1];
    SweepReport report = FailureSweep.of(allocator -> used[0] = allocator, allocator -> allocator.allocate(8).close(),
        _ -> sizeOfFresh(used[0]), _ -> {}).run();
    assertThat(report.allocations()).isEqualTo(1);
    assertThat(verdicts(report)).containsExactly(PROPAGATED, PROPAGATED);
  }

  private static long sizeOfFresh(Allocator allocator) {
    try (Block block = allocator.allocate(2)) {
      return block.byteSize();
    }
  }

  @Test
  void otherSizesThanInTheFirstRunAreNotDeterministic() {
    AtomicInteger runs = new AtomicInteger();
    SweepReport report = FailureSweep.of(allocator -> allocator.allocate(runs.incrementAndGet()).close()).run();
    assertThat(verdicts(report)).containsOnly(NOT_DETERMINISTIC);
    assertThat(report.faults().getFirst().detail()).startsWith("allocation 1 is allocate(2) at ")
        .contains(" in this run, and was allocate(1) at ").endsWith(" in the one without failures");
  }

  @Test
  void otherPlacesThanInTheFirstRunAreNotDeterministic() {
    AtomicInteger runs = new AtomicInteger();
    SweepReport report = FailureSweep.of(allocator -> {
      if (runs.incrementAndGet() == 2) {
        elsewhere(allocator);
      } else {
        allocator.allocate(8).close();
      }
    }).run();
    assertThat(verdicts(report)).containsExactly(NOT_DETERMINISTIC, PROPAGATED);
  }

  private static void elsewhere(Allocator allocator) {
    allocator.allocate(8).close();
  }

  @Test
  void aFailureThatDoesNotComeAboutIsNotDeterministic() {
    AtomicInteger runs = new AtomicInteger();
    SweepReport report = FailureSweep.of(allocator -> {
      if (runs.incrementAndGet() % 2 == 1) {
        allocator.allocate(8).close();
      }
    }).run();
    assertThat(verdicts(report)).contains(NOT_DETERMINISTIC, PROPAGATED);
    assertThat(report.faults().getFirst().detail()).startsWith("allocation 1 is not asked for in this run, and was");
    assertThat(report.faults().getFirst().stack()).isNotEmpty();
  }

  @Test
  void moreAllocationsThanInTheFirstRunAreNotDeterministic() {
    AtomicInteger runs = new AtomicInteger();
    SweepReport report = FailureSweep.of(allocator -> {
      if (runs.incrementAndGet() > 1) {
        allocator.allocate(8).close();
      }
    }).run();
    assertThat(report.allocations()).isZero();
    assertThat(verdicts(report)).containsExactly(NOT_DETERMINISTIC, NOT_DETERMINISTIC);
  }

  @Test
  void aLeakThatDoesNotComeAgainIsNotDeterministic() {
    AtomicInteger failures = new AtomicInteger();
    SweepReport report = FailureSweep.of(allocator -> {
      Block first = allocator.allocate(8);
      try {
        allocator.allocate(16).close();
      } catch (AllocationFailedException e) {
        if (failures.incrementAndGet() % 2 == 0) {
          first.close();
        }
        throw e;
      }
      first.close();
    }).run();
    assertThat(verdicts(report))
        .containsExactly(PROPAGATED, PROPAGATED, NOT_DETERMINISTIC, NOT_DETERMINISTIC);
  }

  @Test
  void workThatTriesAgainForEverIsEnded() {
    SweepReport report = FailureSweep.of(FailureSweepTest::triesForEver).maxAllocations(50).run();
    assertThat(verdicts(report)).containsExactly(SWALLOWED, SWALLOWED);
    assertThat(report.faults().getLast().detail())
        .contains("the work asked for more than maxAllocations (50) blocks in one run");
  }

  private static void triesForEver(Allocator allocator) {
    while (true) {
      try {
        allocator.allocate(8).close();
        return;
      } catch (AllocationFailedException e) {
        // Once more.
      }
    }
  }

  @Test
  void workThatAsksForNothingDoesNotPass() {
    FailureSweep sweep = FailureSweep.of(_ -> {});
    assertThat(sweep.run().faults()).isEmpty();
    assertThatExceptionOfType(SweepError.class).isThrownBy(sweep::assertPasses)
        .withMessage("SUMMARY: lowtide: no failure was injected, since the work asked its allocator for nothing");
  }

  @Test
  void workThatLeaksByItselfIsToldAtOnce() {
    assertThatExceptionOfType(LeakError.class).isThrownBy(FailureSweep.of(allocator -> allocator.allocate(8))::run)
        .satisfies(error -> assertThat(error.report().sites()).hasSize(1));
  }

  @Test
  void workThatFailsByItselfIsToldAtOnce() {
    List<Block> blocks = new ArrayList<>();
    FailureSweep sweep = FailureSweep.of(allocator -> blocks.add(allocator.allocate(blocks.getFirst().byteSize())));
    assertThatIllegalStateException().isThrownBy(sweep::run)
        .withMessageStartingWith("the work to sweep must succeed where no allocation fails, and threw ")
        .withCauseInstanceOf(java.util.NoSuchElementException.class);
  }

  @Test
  void refusesLimitsBelowOne() {
    FailureSweep sweep = FailureSweep.of(_ -> {});
    assertThatIllegalArgumentException().isThrownBy(() -> sweep.maxAllocations(0))
        .withMessage("maxAllocations must be at least 1, was 0");
    assertThatIllegalStateException()
        .isThrownBy(FailureSweep.of(PlantedFault::withoutFault).maxAllocations(2)::run)
        .withMessageContaining("more than maxAllocations (2) blocks");
  }

  private static List<FailureVerdict> verdicts(SweepReport report) {
    return report.faults().stream().map(SweptFault::verdict).toList();
  }
}
