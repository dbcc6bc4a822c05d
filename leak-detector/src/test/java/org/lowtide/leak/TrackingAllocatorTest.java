package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;

final class TrackingAllocatorTest {

  private final RecordingAllocator delegate = new RecordingAllocator(new HeapAllocator());

  @Test
  void startsEmpty() {
    TrackingAllocator tracking = TrackingAllocator.counting(delegate);
    assertThat(LiveFigures.of(tracking)).isEqualTo(new LiveFigures(0, 0, 0, 0, 0));
    assertThat(tracking.failedAllocations()).isZero();
    assertThat(tracking.wrongFrees()).isZero();
    assertThat(tracking.liveOrdinals()).isEmpty();
    assertThat(tracking.report().isEmpty()).isTrue();
    assertThatCode(tracking::assertNoLeaks).doesNotThrowAnyException();
  }

  @Test
  void keepsEveryFigureExact() {
    TrackingAllocator tracking = TrackingAllocator.counting(delegate);
    Block ten = tracking.allocate(10);
    Block twenty = tracking.allocateZeroed(20);
    assertThat(LiveFigures.of(tracking)).isEqualTo(new LiveFigures(30, 2, 30, 30, 2));
    ten.close();
    assertThat(LiveFigures.of(tracking)).isEqualTo(new LiveFigures(20, 1, 30, 30, 2));
    Block five = tracking.allocate(5);
    assertThat(LiveFigures.of(tracking)).isEqualTo(new LiveFigures(25, 2, 30, 35, 3));
    five.close();
    twenty.close();
    assertThat(LiveFigures.of(tracking)).isEqualTo(new LiveFigures(0, 0, 30, 35, 3));
  }

  @Test
  void liveOrdinalsAreInOrderOfAllocationWhateverIsFreed() {
    TrackingAllocator tracking = TrackingAllocator.counting(delegate);
    Block[] blocks = new Block[7];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = tracking.allocate(1);
    }
    assertThat(tracking.liveOrdinals()).containsExactly(1, 2, 3, 4, 5, 6, 7);
    blocks[3].close();
    assertThat(tracking.liveOrdinals()).containsExactly(1, 2, 3, 5, 6, 7);
    blocks[0].close();
    blocks[6].close();
    assertThat(tracking.liveOrdinals()).containsExactly(2, 3, 5, 6);
    tracking.allocate(1).close();
    blocks[2].close();
    blocks[1].close();
    blocks[5].close();
    assertThat(tracking.liveOrdinals()).containsExactly(5);
    blocks[4].close();
    assertThat(tracking.liveOrdinals()).isEmpty();
    tracking.allocate(1);
    assertThat(tracking.liveOrdinals()).containsExactly(9);
  }

  @Test
  void failsBeyondTheLimitAndAllocatesNothing() {
    TrackingAllocator tracking = TrackingAllocator.builder(delegate).limitBytes(100).build();
    Block most = tracking.allocate(60);
    tracking.allocate(40).close();
    AllocationFailedException failure =
        catchThrowableOfType(AllocationFailedException.class, () -> tracking.allocateZeroed(41));
    assertThat(failure).hasMessage("byteSize must be at most limitBytes (100) less the live bytes (60), was 41");
    assertThat(failure.requestedBytes()).isEqualTo(41);
    assertThat(failure.liveBytes()).isEqualTo(60);
    assertThat(failure.limitBytes()).isEqualTo(100);
    assertThatThrownBy(() -> tracking.allocate(Long.MAX_VALUE)).isInstanceOf(AllocationFailedException.class);
    assertThat(LiveFigures.of(tracking)).isEqualTo(new LiveFigures(60, 1, 100, 100, 2));
    assertThat(tracking.failedAllocations()).isEqualTo(2);
    assertThat(delegate.calls).containsExactly("allocate 60", "allocate 40", "close 40");
    most.close();
    tracking.allocate(100).close();
  }

  @Test
  void aFailureOfTheDelegateTakesNoOrdinalAndNoShareOfTheLimit() {
    TrackingAllocator tracking = TrackingAllocator.builder(delegate).limitBytes(10).build();
    delegate.failing = true;
    assertThatThrownBy(() -> tracking.allocate(10)).hasMessage("told to fail");
    assertThatThrownBy(() -> tracking.allocateZeroed(10)).hasMessage("told to fail");
    delegate.failing = false;
    assertThat(tracking.failedAllocations()).isEqualTo(2);
    assertThat(LiveFigures.of(tracking)).isEqualTo(new LiveFigures(0, 0, 0, 0, 0));
    tracking.allocate(10);
    assertThat(tracking.liveOrdinals()).containsExactly(1);
  }

  @Test
  void countsWrongFreesThatTheCallerSwallows() {
    TrackingAllocator tracking = TrackingAllocator.counting(delegate);
    tracking.allocate(4).close();
    Block block = tracking.allocate(48);
    block.close();
    assertThatIllegalStateException()
        .isThrownBy(block::close)
        .withMessage(
            "block of 48 bytes (allocation 2) was closed before; TrackingLevel.HISTORY tells where it was allocated"
                + " and first closed");
    assertThatIllegalStateException().isThrownBy(block::close);
    assertThat(tracking.wrongFrees()).isEqualTo(2);
    assertThat(LiveFigures.of(tracking)).isEqualTo(new LiveFigures(0, 0, 48, 52, 2));
  }

  @Test
  void aSecondCloseNamesTheThreePlaces() {
    TrackingAllocator tracking = TrackingAllocator.builder(delegate).level(TrackingLevel.HISTORY).build();
    Block block = allocateHere(tracking);
    closeHere(block);
    IllegalStateException wrongFree = catchThrowableOfType(IllegalStateException.class, block::close);
    String self = TrackingAllocatorTest.class.getName();
    assertThat(wrongFree.getMessage().replaceAll("java:\\d+", "java"))
        .isEqualTo(
            "block of 1 byte (allocation 1) was closed before; allocated at " + self
                + ".allocateHere(TrackingAllocatorTest.java), first closed at " + self
                + ".closeHere(TrackingAllocatorTest.java)");
    Throwable closed = wrongFree.getCause();
    assertThat(closed).hasMessage("first closed here");
    assertThat(closed.getStackTrace()[0].getMethodName()).isEqualTo("closeHere");
    assertThat(closed.getCause()).hasMessage("allocated here");
    assertThat(closed.getCause().getStackTrace()[0].getMethodName()).isEqualTo("allocateHere");
  }

  @Test
  void aBlockThatTheDelegateRefusesToCloseStaysLiveInItsOrder() {
    TrackingAllocator tracking = TrackingAllocator.withSites(delegate);
    Block first = tracking.allocate(1);
    Block second = tracking.allocate(2);
    Block third = tracking.allocate(4);
    delegate.refusingClose = true;
    for (Block block : new Block[] {second, third, first}) {
      assertThatIllegalStateException().isThrownBy(block::close).withMessage("told to refuse");
      assertThat(tracking.liveOrdinals()).containsExactly(1, 2, 3);
      assertThat(LiveFigures.of(tracking)).isEqualTo(new LiveFigures(7, 3, 7, 7, 3));
    }
    assertThat(tracking.wrongFrees()).isZero();
    delegate.refusingClose = false;
    second.close();
    third.close();
    first.close();
    tracking.assertNoLeaks();
  }

  @Test
  void recordsPlacesAtTheOrdinalsAskedForOnly() {
    TrackingAllocator firstPass = TrackingAllocator.counting(delegate);
    leakSecondAndFourth(firstPass);
    assertThat(firstPass.report().sites()).isEmpty();
    TrackingAllocator secondPass =
        TrackingAllocator.builder(delegate).sitesAt(firstPass.liveOrdinals()).build();
    leakSecondAndFourth(secondPass);
    LeakReport report = secondPass.report();
    assertThat(report.blocksWithoutSite()).isZero();
    assertThat(report.sites()).hasSize(2).allSatisfy(site -> assertThat(site.place()).contains("leakSecondAndFourth"));
    assertThat(report.sites()).extracting(LeakSite::firstOrdinal).containsExactly(4L, 2L);
  }

  @Test
  void theReportMarksWhatItDoesNotKnow() {
    TrackingAllocator tracking = TrackingAllocator.builder(delegate).sitesAt(4, 1, 99).build();
    leakSecondAndFourth(tracking);
    LeakReport report = tracking.report();
    assertThat(report.blocksWithoutSite()).isEqualTo(1);
    assertThat(report.summary()).isEqualTo("SUMMARY: lowtide: 6 bytes leaked in 2 blocks from 1 known place");
  }

  @Test
  void assertNoLeaksHasThePlaceAsItsCause() {
    TrackingAllocator tracking = TrackingAllocator.withSites(delegate);
    allocateHere(tracking);
    LeakError leak = catchThrowableOfType(LeakError.class, tracking::assertNoLeaks);
    assertThat(leak).hasMessage(tracking.report().text());
    assertThat(leak.report().liveBytes()).isEqualTo(1);
    assertThat(leak.getCause()).hasMessage("1 byte in 1 block allocated here");
    assertThat(leak.getCause().getStackTrace()[0].getMethodName()).isEqualTo("allocateHere");
    assertThat(leak.getCause().getStackTrace()).isEqualTo(
        leak.report().sites().getFirst().stack().toArray(StackTraceElement[]::new));
  }

  @Test
  void assertNoLeaksHasNoCauseWhereItOnlyCounts() {
    TrackingAllocator tracking = TrackingAllocator.counting(delegate);
    allocateHere(tracking);
    assertThat(catchThrowableOfType(LeakError.class, tracking::assertNoLeaks)).hasNoCause();
  }

  @Test
  void closeLiveFreesWhatIsLiveAndNothingTwice() {
    TrackingAllocator tracking = TrackingAllocator.counting(delegate);
    leakSecondAndFourth(tracking);
    assertThat(tracking.closeLive()).isEqualTo(2);
    assertThat(tracking.closeLive()).isZero();
    tracking.assertNoLeaks();
    assertThat(tracking.wrongFrees()).isZero();
    assertThat(delegate.calls.stream().filter(call -> call.startsWith("close"))).hasSize(4);
  }

  @Test
  void closeLiveGoesOnAfterARefusalAndSaysSo() {
    TrackingAllocator tracking = TrackingAllocator.counting(delegate);
    leakSecondAndFourth(tracking);
    delegate.refusingClose = true;
    assertThatIllegalStateException()
        .isThrownBy(tracking::closeLive)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(tracking.liveOrdinals()).containsExactly(2, 4);
  }

  @Test
  void namesWhatItWasBuiltWith() {
    TrackingAllocator tracking =
        TrackingAllocator.builder(delegate).level(TrackingLevel.SITES).name("frames").build();
    assertThat(tracking.level()).isEqualTo(TrackingLevel.SITES);
    assertThat(tracking.name()).isEqualTo("frames");
    assertThat(tracking.report().name()).isEqualTo("frames");
    assertThat(TrackingAllocator.counting(delegate).level()).isEqualTo(TrackingLevel.COUNT);
  }

  @Test
  void refusesBadSettings() {
    TrackingAllocator.Builder builder = TrackingAllocator.builder(delegate);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.limitBytes(-1))
        .withMessage("limitBytes must be at least 0, was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.sitesAt(3, 0))
        .withMessage("ordinals must each be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.name("two\nlines"))
        .withMessage("name must have no control characters, was \"two\\u000alines\"");
    assertThatThrownBy(() -> builder.limitBytes(0).build().allocate(1)).isInstanceOf(AllocationFailedException.class);
  }

  private static Block allocateHere(TrackingAllocator tracking) {
    return tracking.allocate(1);
  }

  private static void closeHere(Block block) {
    block.close();
  }

  private static void leakSecondAndFourth(TrackingAllocator tracking) {
    tracking.allocate(1).close();
    tracking.allocate(2);
    tracking.allocate(3).close();
    tracking.allocate(4);
  }
}
