package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.foreign.ValueLayout;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.leak.DecoratorContractTest.Kind;

/** What a guard finds, and what it says; its contract as a decorator is in {@link GuardingContractTest}. */
final class GuardingAllocatorTest {

  @ParameterizedTest
  @EnumSource
  void findsTheByteBeforeABlockAtItsClose(Kind kind) {
    GuardingAllocator guarding = GuardingAllocator.guarding(kind.make());
    Block block = guarding.allocate(64);
    Wild.write(block, -1, 0);
    MemoryCorruptionError error = corruption(block::close);
    assertThat(error.kind()).isEqualTo(MemoryCorruptionError.Kind.UNDERFLOW);
    assertThat(error.offset()).isEqualTo(-1);
    assertThat(error.changedBytes()).isEqualTo(1);
    assertThat(error)
        .hasMessageStartingWith("lowtide: overwritten: byte -1 of a block of 64 bytes, 1 byte before its start\n");
  }

  @ParameterizedTest
  @EnumSource
  void findsTheBytePastABlockAtItsClose(Kind kind) {
    GuardingAllocator guarding = GuardingAllocator.guarding(kind.make());
    guarding.allocate(8).close();
    Block block = guarding.allocateZeroed(64);
    Wild.write(block, 64, 0);
    MemoryCorruptionError error = corruption(block::close);
    assertThat(error.kind()).isEqualTo(MemoryCorruptionError.Kind.OVERFLOW);
    assertThat(error.offset()).isEqualTo(64);
    assertThat(error.getMessage().replaceAll("at org\\S+", "at PLACE"))
        .isEqualTo("""
            lowtide: overwritten: byte 64 of a block of 64 bytes, 1 byte past its end

                 block      allocation 2, 64 bytes
                 changed    1 byte: byte 64
                 expected   95
                 observed   00
                 found      at its close
                 allocated  at PLACE

            SUMMARY: lowtide: overflow: byte 64 of a block of 64 bytes, 1 byte past its end""");
  }

  @ParameterizedTest
  @ValueSource(ints = {-16, -2, 10, 25})
  void findsEveryByteOfBothRedzones(int offset) {
    GuardingAllocator guarding = GuardingAllocator.guarding(new HeapAllocator());
    Block block = guarding.allocate(10);
    Wild.write(block, offset, 0xff);
    assertThat(corruption(guarding::check).offset()).isEqualTo(offset);
  }

  @Test
  void saysHowManyBytesChangedAndWhichWere() {
    GuardingAllocator guarding = GuardingAllocator.builder(new HeapAllocator()).redzoneBytes(64).build();
    Block block = guarding.allocate(10);
    for (int i = 10; i < 40; i++) {
      Wild.write(block, i == 11 ? 50 : i, 0);
    }
    MemoryCorruptionError error = corruption(block::close);
    assertThat(error.changedBytes()).isEqualTo(30);
    assertThat(error)
        .hasMessageContaining("changed    30 bytes of bytes 10 to 50\n")
        .hasMessageContaining("observed   00 ba 00 00 00 00 00 00 00 00 00 00 00 00 00 00 ...\n");
  }

  @Test
  void aDamagedBlockIsClosedAllTheSame() {
    TrackingAllocator tracking = TrackingAllocator.counting(new HeapAllocator());
    GuardingAllocator guarding = GuardingAllocator.builder(tracking).quarantineBytes(0).build();
    Block block = guarding.allocate(8);
    Wild.write(block, 8, 0);
    corruption(block::close);
    tracking.assertNoLeaks();
    assertThatIllegalStateException().isThrownBy(block::close);
    assertThat(guarding.corruptions()).isEqualTo(1);
  }

  @Test
  void reportsADamageOnce() {
    GuardingAllocator guarding = GuardingAllocator.guarding(new HeapAllocator());
    Block block = guarding.allocate(8);
    Wild.write(block, 8, 0);
    assertThat(corruption(guarding::check)).hasMessageContaining("found      by a check\n");
    guarding.check();
    block.close();
    guarding.close();
    assertThat(guarding.corruptions()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void findsAWriteAfterTheCloseWhenTheBlockLeavesTheQuarantine(Kind kind) {
    GuardingAllocator guarding =
        GuardingAllocator.builder(kind.make()).redzoneBytes(0).quarantineBytes(100).build();
    Block block = guarding.allocate(64);
    block.close();
    block.segment().set(ValueLayout.JAVA_BYTE, 3, (byte) 7);
    Block other = guarding.allocate(64);
    MemoryCorruptionError error = corruption(other::close);
    assertThat(error.kind()).isEqualTo(MemoryCorruptionError.Kind.WRITE_AFTER_CLOSE);
    assertThat(error.offset()).isEqualTo(3);
    assertThat(error)
        .hasMessageStartingWith("lowtide: overwritten: byte 3 of a block of 64 bytes, after its close\n")
        .hasMessageContaining("expected   dd\n     observed   07\n     found      when it left the quarantine\n");
    assertThat(guarding.quarantinedBytes()).as("the other, whose close found it").isEqualTo(64);
    guarding.drain();
  }

  @Test
  void findsAWriteAfterTheCloseByACheckWithAllThreeStacks() {
    GuardingAllocator guarding = GuardingAllocator.guarding(new HeapAllocator());
    Block block = allocated(guarding);
    closed(block);
    block.segment().fill((byte) 7);
    MemoryCorruptionError error = corruption(guarding::check);
    Throwable closed = error.getCause();
    Throwable allocated = closed.getCause();
    assertThat(error.getStackTrace()).anyMatch(frame -> frame.getMethodName().equals("check"));
    assertThat(closed).hasMessage("closed here");
    assertThat(closed.getStackTrace()[0].getMethodName()).isEqualTo("closed");
    assertThat(allocated).hasMessage("allocated here").hasNoCause();
    assertThat(allocated.getStackTrace()[0].getMethodName()).isEqualTo("allocated");
    assertThat(error)
        .hasMessageContaining("allocated  at org.lowtide.leak.GuardingAllocatorTest.allocated(")
        .hasMessageContaining("closed     at org.lowtide.leak.GuardingAllocatorTest.closed(");
  }

  private static Block allocated(GuardingAllocator guarding) {
    return guarding.allocate(64);
  }

  private static void closed(Block block) {
    block.close();
  }

  @Test
  void saysWhichSwitchTellsThePlaces() {
    GuardingAllocator guarding = GuardingAllocator.builder(new HeapAllocator()).recordStacks(false).build();
    Block block = guarding.allocate(8);
    Wild.write(block, 8, 0);
    assertThat(corruption(block::close))
        .hasNoCause()
        .hasMessageContaining("places     not recorded; recordStacks(true) tells where it was allocated and closed\n");
  }

  @Test
  void severalDamagesAreOneFailure() {
    GuardingAllocator guarding = GuardingAllocator.guarding(new HeapAllocator());
    Block first = guarding.allocate(8);
    Block second = guarding.allocate(8);
    Block third = guarding.allocate(8);
    third.close();
    Wild.write(third, 0, 0);
    Wild.write(second, 8, 0);
    Wild.write(first, -1, 0);
    Wild.write(first, 8, 0);
    MemoryCorruptionError error = corruption(guarding::check);
    assertThat(error).hasMessageContaining("allocation 1,").hasMessageContaining("byte -1 ");
    assertThat(error.getSuppressed()).extracting(each -> each.getMessage().lines().skip(2).findFirst().orElseThrow())
        .containsExactly("     block      allocation 1, 8 bytes", "     block      allocation 2, 8 bytes",
            "     block      allocation 3, 8 bytes");
    assertThat(guarding.corruptions()).isEqualTo(4);
  }

  @Test
  void poisonsFreshAndClosedBlocksButNotZeroedOnes() {
    GuardingAllocator guarding =
        GuardingAllocator.builder(new HeapAllocator()).poison((byte) 0x11, (byte) 0x22).build();
    Block fresh = guarding.allocate(5000);
    Block zeroed = guarding.allocateZeroed(5000);
    assertThat(fresh.segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0x11);
    assertThat(zeroed.segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
    fresh.close();
    zeroed.close();
    assertThat(fresh.segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0x22);
    assertThat(zeroed.segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0x22);
  }

  @Test
  void keepsTheAlignmentOfOffHeapBlocks() {
    for (Block block : new Block[] {
        GuardingAllocator.guarding(Kind.NATIVE.make()).allocate(5),
        GuardingAllocator.builder(Kind.NATIVE.make()).redzoneBytes(48).build().allocate(5)}) {
      assertThat(block.segment().maxByteAlignment()).isGreaterThanOrEqualTo(16);
      block.close();
    }
  }

  @Test
  void theQuarantineGivesTheOldestBackFirstAndKeepsToItsBudget() {
    RecordingAllocator delegate = new RecordingAllocator(new HeapAllocator());
    GuardingAllocator guarding = GuardingAllocator.builder(delegate).redzoneBytes(0).quarantineBytes(10).build();
    for (int byteSize : new int[] {4, 5, 3, 11, 7}) {
      guarding.allocate(byteSize).close();
      assertThat(guarding.quarantinedBytes()).isLessThanOrEqualTo(10);
    }
    assertThat(delegate.calls.stream().filter(call -> call.startsWith("close")))
        .containsExactly("close 4", "close 11", "close 5");
    assertThat(guarding.quarantinedBlocks()).isEqualTo(2);
    guarding.drain();
    assertThat(delegate.calls).endsWith("close 3", "close 7");
    assertThat(guarding.quarantinedBytes()).isZero();
  }

  @Test
  void aSecondCloseIsRefusedInQuarantineAndAfter() {
    GuardingAllocator guarding = GuardingAllocator.guarding(new HeapAllocator());
    Block block = allocated(guarding);
    closed(block);
    assertThatExceptionOfType(BlockMisuseException.class)
        .isThrownBy(block::close)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(BlockMisuseException.Kind.SECOND_CLOSE))
        .withMessageMatching("block of 64 bytes \\(allocation 1\\) was closed before; allocated at org.lowtide.leak."
            + "GuardingAllocatorTest.allocated\\(.*, first closed at org.lowtide.leak.GuardingAllocatorTest.closed\\(.*");
    guarding.drain();
    assertThatIllegalStateException().isThrownBy(block::close);
    assertThat(guarding.wrongFrees()).isEqualTo(2);
  }

  @Test
  void closingEndsTheQuarantineButNotTheLiveBlocks() {
    TrackingAllocator tracking = TrackingAllocator.counting(new HeapAllocator());
    GuardingAllocator guarding = GuardingAllocator.guarding(tracking);
    Block live = guarding.allocate(8);
    Block gone = guarding.allocate(8);
    gone.close();
    Wild.write(gone, 0, 0);
    Wild.write(live, 8, 0);
    assertThat(corruption(guarding::close).getSuppressed()).hasSize(1);
    assertThat(tracking.liveBlocks()).isEqualTo(1);
    live.close();
    guarding.close();
    tracking.assertNoLeaks();
  }

  @Test
  void emptiesTheQuarantineWhereTheDelegateFailsAndTriesAgain() {
    TrackingAllocator limited = TrackingAllocator.builder(new HeapAllocator()).limitBytes(100).build();
    GuardingAllocator guarding = GuardingAllocator.builder(limited).redzoneBytes(0).build();
    guarding.allocate(60).close();
    guarding.allocate(40).close();
    try (Block block = guarding.allocateZeroed(100)) {
      assertThat(block.segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
      assertThat(guarding.quarantinedBlocks()).isZero();
      assertThatExceptionOfType(AllocationFailedException.class).isThrownBy(() -> guarding.allocate(1));
    }
  }

  @Test
  void aWriteFoundByEmptyingTheQuarantineIsThrownAndNothingAllocated() {
    TrackingAllocator limited = TrackingAllocator.builder(new HeapAllocator()).limitBytes(100).build();
    GuardingAllocator guarding = GuardingAllocator.builder(limited).redzoneBytes(0).build();
    Block block = guarding.allocate(60);
    block.close();
    Wild.write(block, 59, 0);
    assertThat(corruption(() -> guarding.allocate(60)).offset()).isEqualTo(59);
    assertThat(limited.liveBytes()).isZero();
    guarding.allocate(100).close();
  }

  @Test
  void aBlockThatTheDelegateRefusesToTakeBackIsTriedAgainLater() {
    RecordingAllocator delegate = new RecordingAllocator(new HeapAllocator());
    GuardingAllocator guarding = GuardingAllocator.builder(delegate).redzoneBytes(0).quarantineBytes(10).build();
    guarding.allocate(6).close();
    delegate.refusingClose = true;
    guarding.allocate(7).close();
    assertThat(guarding.quarantinedBytes()).isEqualTo(13);
    delegate.refusingClose = false;
    guarding.allocate(8).close();
    assertThat(guarding.quarantinedBytes()).isEqualTo(8);
    assertThat(delegate.calls).endsWith("close 7", "close 6");
  }

  @Test
  void damageIsNotLostWhereTheDelegateRefusesTheClose() {
    RecordingAllocator delegate = new RecordingAllocator(new HeapAllocator());
    GuardingAllocator guarding = GuardingAllocator.builder(delegate).quarantineBytes(0).build();
    Block block = guarding.allocate(6);
    Wild.write(block, 6, 0);
    delegate.refusingClose = true;
    assertThatIllegalStateException()
        .isThrownBy(block::close)
        .satisfies(e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(MemoryCorruptionError.class));
    delegate.refusingClose = false;
    block.close();
    assertThat(guarding.liveBlocks()).isZero();
  }

  @Test
  void aTrackerOutsideCountsWhatItsUserHolds() {
    GuardingAllocator guarding = GuardingAllocator.guarding(new HeapAllocator());
    TrackingAllocator tracking = TrackingAllocator.counting(guarding);
    Block block = tracking.allocate(100);
    assertThat(tracking.liveBytes()).isEqualTo(100);
    block.close();
    assertThat(guarding.quarantinedBytes()).isEqualTo(132);
    tracking.assertNoLeaks();
    assertThatIllegalStateException().isThrownBy(block::close);
    assertThat(tracking.wrongFrees()).isEqualTo(1);
    assertThat(guarding.wrongFrees()).isZero();
  }

  @Test
  void aTrackerInsideCountsWhatIsReallyTaken() {
    TrackingAllocator tracking = TrackingAllocator.counting(new HeapAllocator());
    GuardingAllocator guarding = GuardingAllocator.guarding(tracking);
    Block block = guarding.allocate(100);
    block.close();
    assertThat(tracking.liveBytes()).isEqualTo(132).isEqualTo(guarding.quarantinedBytes());
    assertThatIllegalStateException().isThrownBy(block::close);
    assertThat(tracking.wrongFrees()).isZero();
    guarding.drain();
    tracking.assertNoLeaks();
    assertThatIllegalStateException().isThrownBy(block::close).withMessageContaining("(allocation 1)");
    assertThat(tracking.wrongFrees()).isEqualTo(1);
    assertThat(guarding.wrongFrees()).isEqualTo(2);
  }

  @Test
  void aTrackerInsideKnowsTheGuardedBlockForItsOwn() {
    TrackingAllocator tracking = TrackingAllocator.counting(new HeapAllocator());
    GuardingAllocator guarding = GuardingAllocator.builder(tracking).quarantineBytes(0).build();
    tracking.free(guarding.allocate(8));
    tracking.assertNoLeaks();
    assertThat(guarding.liveBlocks()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"-1", "1048577", "2147483647"})
  void refusesRedzonesOutOfRange(int redzoneBytes) {
    GuardingAllocator.Builder builder = GuardingAllocator.builder(new HeapAllocator());
    String range = "RedzoneBytes must be from 0 to 1048576, was " + redzoneBytes;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.frontRedzoneBytes(redzoneBytes))
        .withMessage("front" + range);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.backRedzoneBytes(redzoneBytes))
        .withMessage("back" + range);
    assertThatIllegalArgumentException().isThrownBy(() -> builder.redzoneBytes(redzoneBytes));
  }

  @Test
  void refusesANegativeBudget() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuardingAllocator.builder(new HeapAllocator()).quarantineBytes(-1))
        .withMessage("quarantineBytes must be at least 0, was -1");
  }

  @Test
  void sizesThatOverflowWithTheirRedzonesCannotBeAllocated() {
    RecordingAllocator delegate = new RecordingAllocator(new HeapAllocator());
    assertThatExceptionOfType(AllocationFailedException.class)
        .isThrownBy(() -> GuardingAllocator.guarding(delegate).allocate(Long.MAX_VALUE - 31))
        .withMessage("cannot allocate 9223372036854775776 bytes: with 32 bytes of redzones they are above 2^63 - 1")
        .satisfies(e -> assertThat(e.requestedBytes()).isEqualTo(Long.MAX_VALUE - 31));
    assertThat(delegate.calls).isEmpty();
  }

  private static MemoryCorruptionError corruption(ThrowingCallable work) {
    MemoryCorruptionError error = catchThrowableOfType(MemoryCorruptionError.class, work);
    assertThat(error).as("a corruption").isNotNull();
    return error;
  }
}
