package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;

/** What is remembered of a block at {@link TrackingLevel#HISTORY}. */
final class BlockHistoryTest {

  private final RecordingAllocator delegate = new RecordingAllocator(new HeapAllocator());
  private final TrackingAllocator tracking =
      TrackingAllocator.builder(delegate).level(TrackingLevel.HISTORY).build();

  @Test
  void aLeakTellsWhatWasDoneWithTheBlock() {
    Block block = tracking.allocate(8);
    block.segment().fill((byte) 1);
    tracking.touch(block, "handed to the parser");
    LeakSite site = tracking.report().sites().getFirst();
    assertThat(site.history())
        .extracting(BlockEvent::kind)
        .containsExactly(BlockEvent.Kind.ALLOCATED, BlockEvent.Kind.SEGMENT, BlockEvent.Kind.TOUCHED);
    assertThat(site.history()).extracting(BlockEvent::number).containsExactly(1L, 2L, 3L);
    String thread = Thread.currentThread().getName();
    assertThat(tracking.report().text().replaceAll("java:\\d+", "java"))
        .contains(
            """
                 history of allocation 1:
                   event 1: allocated by %1$s at %2$s.aLeakTellsWhatWasDoneWithTheBlock(BlockHistoryTest.java)
                   event 2: segment asked for by %1$s at %2$s.aLeakTellsWhatWasDoneWithTheBlock(BlockHistoryTest.java)
                   event 3: touched "handed to the parser" by %1$s at %2$s.aLeakTellsWhatWasDoneWithTheBlock\
            (BlockHistoryTest.java)

            SUMMARY: lowtide: 8 bytes leaked in 1 block from 1 place"""
                .formatted(thread, BlockHistoryTest.class.getName())
                .indent(0)
                .stripTrailing());
  }

  @Test
  void keepsTheFirstAndTheLastAndCountsTheRest() {
    Block block = tracking.allocate(8);
    IntStream.rangeClosed(1, 20).forEach(i -> tracking.touch(block, "note " + i));
    LeakSite site = tracking.report().sites().getFirst();
    assertThat(site.history())
        .extracting(BlockEvent::note)
        .containsExactly("", "note 15", "note 16", "note 17", "note 18", "note 19", "note 20");
    assertThat(site.droppedEvents()).isEqualTo(14);
    assertThat(tracking.report().text()).contains("       ... 14 events dropped\n       event 16: touched \"note 15\"");
  }

  @Test
  void aRefusedCloseIsPartOfIt() {
    Block block = tracking.allocate(8);
    delegate.refusingClose = true;
    assertThatIllegalStateException().isThrownBy(block::close);
    assertThat(tracking.report().sites().getFirst().history())
        .extracting(BlockEvent::kind)
        .containsExactly(BlockEvent.Kind.ALLOCATED, BlockEvent.Kind.CLOSED, BlockEvent.Kind.CLOSE_REFUSED);
    delegate.refusingClose = false;
    block.close();
    assertThat(catchThrowableOfType(BlockMisuseException.class, block::close)).hasMessageContaining("first closed at");
  }

  @Test
  void aFreeOnAnotherThreadNamesIt() throws InterruptedException {
    Block block = tracking.allocate(8);
    Thread.ofPlatform().name("worker").start(block::close).join();
    Thread.ofVirtual().start(() -> tracking.allocate(1).byteSize()).join();
    BlockMisuseException misuse = catchThrowableOfType(BlockMisuseException.class, block::close);
    assertThat(misuse.history()).extracting(BlockEvent::thread)
        .containsExactly(Thread.currentThread().getName(), "worker");
    assertThat(tracking.report().sites().getFirst().history().getFirst().thread()).isEqualTo("virtual thread");
  }

  @Test
  void aUseAfterCloseHasTheThreePlacesAndIsCounted() {
    Block block = tracking.allocate(8);
    block.close();
    BlockMisuseException misuse = catchThrowableOfType(BlockMisuseException.class, block::segment);
    assertThat(misuse.kind()).isEqualTo(BlockMisuseException.Kind.USE_AFTER_CLOSE);
    assertThat(misuse)
        .hasMessageStartingWith(
            "segment of block of 8 bytes (allocation 1) was asked for after its close; allocated at ")
        .hasMessageContaining(", first closed at ");
    assertThat(misuse.getCause()).hasMessage("first closed here");
    assertThat(misuse.getCause().getCause()).hasMessage("allocated here");
    assertThat(tracking.usesAfterClose()).isEqualTo(1);
    assertThat(tracking.wrongFrees()).isZero();
  }

  @Test
  void notesOnBlocksOfOthersAndBelowHistoryAreIgnored() {
    TrackingAllocator other = TrackingAllocator.counting(new HeapAllocator());
    Block block = other.allocate(1);
    tracking.touch(block, "not mine");
    other.touch(block, "only counted");
    assertThat(other.report().sites()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tracking.touch(block, "a\nb"))
        .withMessage("note must have no control characters, was \"a\\u000ab\"");
  }

  @Test
  void belowHistoryAMisuseNamesTheSwitch() {
    TrackingAllocator sites = TrackingAllocator.withSites(new HeapAllocator());
    Block block = sites.allocate(3);
    block.close();
    BlockMisuseException misuse = catchThrowableOfType(BlockMisuseException.class, block::close);
    assertThat(misuse.getMessage()).endsWith("; TrackingLevel.HISTORY tells where it was first closed");
    assertThat(misuse.getCause()).hasMessage("allocated here");
    assertThat(misuse.history()).isEqualTo(List.of());
  }
}
