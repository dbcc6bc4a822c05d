package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;

final class TwoPassTest {

  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void workThatFreesEverythingRunsOnce() {
    TwoPass.onHeap().assertNoLeaks(allocator -> {
      runs.incrementAndGet();
      allocator.allocate(8).close();
    });
    assertThat(runs).hasValue(1);
  }

  @Test
  void aLeakIsRunAgainAndHasItsPlaces() {
    LeakReport report = TwoPass.onHeap().report(this::leaksTwoOfMany);
    assertThat(runs).hasValue(2);
    assertThat(report.liveBytes()).isEqualTo(48);
    assertThat(report.blocksWithoutSite()).isZero();
    assertThat(report.sites()).extracting(LeakSite::firstOrdinal).containsExactly(70L, 7L);
    assertThat(report.sites()).allSatisfy(site -> assertThat(site.place()).contains("TwoPassTest.leaksTwoOfMany"));
    assertThat(report.note()).isEmpty();
    assertThatExceptionOfType(LeakError.class).isThrownBy(() -> TwoPass.onHeap().assertNoLeaks(this::leaksTwoOfMany));
  }

  private void leaksTwoOfMany(Allocator allocator) {
    runs.incrementAndGet();
    for (int i = 1; i <= 100; i++) {
      if (i == 7) {
        allocator.allocate(16);
      } else if (i == 70) {
        allocator.allocateZeroed(32);
      } else {
        allocator.allocate(64).close();
      }
    }
  }

  @Test
  void onlyTheLeakingAllocationsAreRecordedInTheSecondPass() {
    LeakReport report = TwoPass.over(() -> {
      runs.incrementAndGet();
      return new HeapAllocator();
    }).report(allocator -> {
      TrackingAllocator tracker = (TrackingAllocator) allocator;
      assertThat(tracker.level()).isEqualTo(TrackingLevel.COUNT);
      tracker.allocate(8);
      Block closed = tracker.allocate(16);
      assertThat(tracker.report().sites()).hasSize(runs.get() == 1 ? 0 : 1);
      closed.close();
    });
    assertThat(report.sites()).hasSize(1);
  }

  @Test
  void anotherLeakInTheSecondPassIsNotDeterministic() {
    LeakReport report = TwoPass.onHeap().report(allocator -> {
      Block first = allocator.allocate(8);
      Block second = allocator.allocate(16);
      (runs.incrementAndGet() == 1 ? first : second).close();
    });
    assertThat(report.liveBytes()).isEqualTo(16);
    assertThat(report.sites()).isEmpty();
    assertThat(report.text())
        .contains("\nThe second pass left 8 bytes in 1 block live, 1 of other allocations: the work"
            + " does not do the same each time, so the places are not known.\nSUMMARY");
  }

  @Test
  void aLeakThatDoesNotComeAgainIsStillReported() {
    LeakReport report = TwoPass.onHeap().report(allocator -> {
      Block block = allocator.allocate(8);
      if (runs.incrementAndGet() > 1) {
        block.close();
      }
    });
    assertThat(report.liveBlocks()).isEqualTo(1);
    assertThat(report.note()).startsWith("The second pass left 0 bytes in 0 blocks live, 0 of other allocations");
  }

  @Test
  void whatTheWorkThrowsIsThrownAndItsLeakIsSuppressed() {
    AllocatorWork<IOException> work = allocator -> {
      allocator.allocate(8);
      throw new IOException("its own failure");
    };
    assertThatIOException().isThrownBy(() -> TwoPass.onHeap().report(work)).withMessage("its own failure")
        .satisfies(e -> assertThat(e.getSuppressed()).singleElement()
            .isInstanceOfSatisfying(LeakError.class, leak -> assertThat(leak.report().sites()).hasSize(1)));
    AllocatorWork<IOException> clean = _ -> {
      throw new IOException("its own failure");
    };
    assertThatIOException().isThrownBy(() -> TwoPass.onHeap().assertNoLeaks(clean))
        .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
  }

  @Test
  void leakedBlocksAreClosedAfterTheReport() {
    List<MemorySegment> leaked = new ArrayList<>();
    TwoPass.over(NativeAllocator::new).report(allocator -> leaked.add(allocator.allocate(8).segment()));
    assertThat(leaked).hasSize(2).allMatch(segment -> !segment.scope().isAlive());
  }
}
