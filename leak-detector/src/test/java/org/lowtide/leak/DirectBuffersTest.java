package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.HeapAllocator;

/** Direct buffers that are freed by hand: like the JDK's, but counted. */
final class DirectBuffersTest {

  private final TrackingAllocator tracker = TrackingAllocator.withSites(new HeapAllocator());
  private final DirectBuffers buffers = DirectBuffers.of(tracker);

  @Test
  void areLikeThoseOfAllocateDirect() {
    for (int capacity : new int[] {0, 1, 7, 4096}) {
      ByteBuffer buffer = buffers.allocate(capacity);
      ByteBuffer stock = ByteBuffer.allocateDirect(capacity);
      assertThat(buffer).isEqualTo(stock);
      assertThat(buffer.isDirect()).isTrue();
      assertThat(buffer.isReadOnly()).isFalse();
      assertThat(buffer.capacity()).isEqualTo(capacity);
      assertThat(buffer.position()).isZero();
      assertThat(buffer.limit()).isEqualTo(capacity);
      assertThat(buffer.order()).isEqualTo(stock.order());
      buffers.free(buffer);
    }
    tracker.assertNoLeaks();
  }

  @Test
  void countUntilTheyAreFreed() {
    ByteBuffer small = buffers.allocate(100);
    ByteBuffer large = buffers.allocate(5000);
    assertThat(LiveFigures.of(tracker)).isEqualTo(new LiveFigures(5100, 2, 5100, 5100, 2));
    buffers.free(small);
    assertThat(tracker.liveBytes()).isEqualTo(5000);
    buffers.free(large);
    assertThat(tracker.liveBytes()).isZero();
  }

  @Test
  void oneNeverFreedIsALeakWithItsPlace() {
    buffers.allocate(64);
    LeakReport report = tracker.report();
    assertThat(report.liveBytes()).isEqualTo(64);
    assertThat(report.sites().getFirst().place()).contains("DirectBuffersTest.oneNeverFreedIsALeakWithItsPlace");
    assertThat(report.sites().getFirst().notes())
        .containsExactly("allocation 1 is a direct buffer of 64 bytes never freed");
    assertThatExceptionOfType(LeakError.class).isThrownBy(tracker::assertNoLeaks);
    assertThat(tracker.closeLive()).isEqualTo(1);
  }

  @Test
  void aSecondFreeIsAMisuseWhateverWasAllocatedSince() {
    ByteBuffer buffer = buffers.allocate(64);
    buffers.free(buffer);
    List<ByteBuffer> others = List.of(buffers.allocate(64), buffers.allocate(64));
    assertThatIllegalStateException().isThrownBy(() -> buffers.free(buffer))
        .withMessageContaining("direct buffer of 64 bytes (allocation 1) was closed before");
    assertThatIllegalStateException().isThrownBy(() -> buffers.free(buffer.slice(0, 8)));
    assertThat(tracker.wrongFrees()).isEqualTo(2);
    assertThat(tracker.liveBlocks()).isEqualTo(2);
    others.forEach(buffers::free);
  }

  @Test
  void everyAccessAfterTheFreeThrows() {
    ByteBuffer buffer = buffers.allocate(64);
    ByteBuffer slice = buffer.slice(8, 8);
    buffers.free(buffer);
    assertThatIllegalStateException().isThrownBy(() -> buffer.get(0));
    assertThatIllegalStateException().isThrownBy(() -> slice.put(0, (byte) 1));
  }

  @Test
  void aViewOfAllBytesIsAsGoodAsTheBuffer() {
    List<ByteBuffer> views =
        List.of(
            buffers.allocate(64).order(ByteOrder.LITTLE_ENDIAN),
            buffers.allocate(64).duplicate(),
            buffers.allocate(64).asReadOnlyBuffer(),
            buffers.allocate(64).position(10).limit(20),
            buffers.allocate(64).slice());
    views.forEach(buffers::free);
    tracker.assertNoLeaks();
  }

  @Test
  void aSliceOfAPartFreesNothing() {
    ByteBuffer buffer = buffers.allocate(64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> buffers.free(buffer.slice(0, 16)))
        .withMessage("buffer must be a whole one, was a slice of 16 of its 64 bytes");
    assertThat(tracker.liveBytes()).isEqualTo(64);
    assertThat(tracker.wrongFrees()).isZero();
    buffers.free(buffer);
  }

  @Test
  void buffersFromElsewhereAreRefused() {
    ByteBuffer elsewhere = DirectBuffers.of(tracker).allocate(8);
    for (ByteBuffer foreign : List.of(ByteBuffer.allocate(8), ByteBuffer.allocateDirect(8), elsewhere)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> buffers.free(foreign))
          .withMessageStartingWith("buffer must come from this source of direct buffers, was java.nio.");
    }
    assertThat(tracker.liveBytes()).isEqualTo(8);
    tracker.closeLive();
  }

  @Test
  void anotherThreadMayFree() throws InterruptedException {
    ByteBuffer buffer = buffers.allocate(64);
    Thread.ofVirtual().start(() -> buffers.free(buffer)).join();
    tracker.assertNoLeaks();
  }

  @Test
  void refusesAnAllocatorThatDoesNotTrack() {
    assertThatIllegalArgumentException().isThrownBy(() -> DirectBuffers.of(new HeapAllocator()));
  }

  @Test
  void refusesANegativeCapacity() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> buffers.allocate(-1))
        .withMessage("capacity must be at least 0, was -1");
  }

  @Test
  void limitsAndInjectedFailuresHold() {
    FailingAllocator failing = FailingAllocator.failOnce(new HeapAllocator(), 1);
    TrackingAllocator limited = TrackingAllocator.builder(failing).limitBytes(100).build();
    DirectBuffers few = DirectBuffers.of(limited);
    assertThatExceptionOfType(AllocationFailedException.class)
        .isThrownBy(() -> few.allocate(8))
        .withMessageStartingWith("injected failure");
    assertThatExceptionOfType(AllocationFailedException.class)
        .isThrownBy(() -> few.allocate(101))
        .withMessageContaining("limitBytes (100)");
    assertThat(limited.failedAllocations()).isEqualTo(2);
    few.free(few.allocate(100));
    limited.assertNoLeaks();
  }
}
