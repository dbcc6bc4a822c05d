package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;

/** Every planted fault must be found by the three decorators together, and in work without a fault nothing may be. */
final class PlantedFaultsTest {

  private static final int CLEAN_OPERATIONS = 1_000_000;

  /** What the decorators can show. */
  private enum Detection {
    LEAK,
    LEAK_AFTER_FAILURE,
    WRONG_FREE,
    DIRTY_RESULT,
    USE_AFTER_CLOSE,
    SWALLOWED_FAILURE
  }

  @Test
  void everyPlantedFaultIsFound() {
    List<String> missed = new ArrayList<>();
    for (PlantedFault fault : PlantedFault.values()) {
      Set<Detection> found = detect(fault::run);
      if (!found.contains(Detection.valueOf(fault.detection))) {
        missed.add(fault + " found as " + found);
      }
    }
    int planted = PlantedFault.values().length;
    System.out.println("recall: " + (planted - missed.size()) + " of " + planted + " planted faults found");
    assertThat(missed).isEmpty();
  }

  @Test
  void nothingIsFoundInWorkWithoutAFault() {
    assertThat(detect(PlantedFault::withoutFault)).isEmpty();
  }

  @Test
  void nothingIsFoundInAMillionCleanOperations() {
    long seed = 20;
    Random random = new Random(seed);
    TrackingAllocator tracking =
        TrackingAllocator.counting(new PoisoningAllocator(new HeapAllocator(), (byte) 1, (byte) 2));
    List<Block> live = new ArrayList<>();
    long liveBytes = 0;
    int falseReports = 0;
    for (int i = 0; i < CLEAN_OPERATIONS; i++) {
      if (live.isEmpty() || (live.size() < 1000 && random.nextBoolean())) {
        live.add(tracking.allocate(1 + random.nextInt(32)));
        liveBytes += live.getLast().byteSize();
      } else {
        Block last = live.removeLast();
        int other = random.nextInt(live.size() + 1);
        Block freed = other == live.size() ? last : live.set(other, last);
        liveBytes -= freed.byteSize();
        freed.close();
      }
      if (tracking.liveBytes() != liveBytes || tracking.liveBlocks() != live.size() || tracking.wrongFrees() != 0) {
        falseReports++;
      }
    }
    live.forEach(Block::close);
    tracking.assertNoLeaks();
    System.out.println("false reports: " + falseReports + " in " + CLEAN_OPERATIONS + " operations, seed " + seed);
    assertThat(falseReports).isZero();
  }

  /** Runs work over both memories and two poisons, then with each allocation failed, once and for ever. */
  private static Set<Detection> detect(PlantedFault.Work work) {
    Set<Detection> found = EnumSet.noneOf(Detection.class);
    for (Allocator memory : List.of(new HeapAllocator(), new NativeAllocator())) {
      Rig first = new Rig(memory, (byte) 0x11);
      Rig second = new Rig(memory, (byte) 0xee);
      if (first.run(work, found) != second.run(work, found)) {
        found.add(Detection.DIRTY_RESULT);
      }
      for (long nth = 1; nth <= first.failing.attempts(); nth++) {
        new Rig(memory, (byte) 0x11).runFailing(work, nth, false, found);
        new Rig(memory, (byte) 0x11).runFailing(work, nth, true, found);
      }
    }
    return found;
  }

  /** The three decorators in the order that tells most. */
  private static final class Rig {

    private final FailingAllocator failing;
    private final TrackingAllocator tracking;

    Rig(Allocator memory, byte poison) {
      failing = FailingAllocator.neverFailing(new PoisoningAllocator(memory, poison, (byte) ~poison));
      tracking = TrackingAllocator.withSites(failing);
    }

    long run(PlantedFault.Work work, Set<Detection> found) {
      long result = 0;
      try {
        result = work.run(tracking);
      } catch (IllegalStateException e) {
        found.add(Detection.USE_AFTER_CLOSE);
      }
      if (tracking.wrongFrees() > 0) {
        found.add(Detection.WRONG_FREE);
      }
      collectLeaks(found, Detection.LEAK);
      return result;
    }

    void runFailing(PlantedFault.Work work, long nth, boolean forever, Set<Detection> found) {
      failing.arm(nth, forever);
      try {
        work.run(tracking);
        found.add(Detection.SWALLOWED_FAILURE);
      } catch (AllocationFailedException e) {
        assertThat(e).hasMessageStartingWith("injected failure of allocation ");
      } catch (IllegalStateException e) {
        found.add(Detection.USE_AFTER_CLOSE);
      }
      collectLeaks(found, Detection.LEAK_AFTER_FAILURE);
    }

    private void collectLeaks(Set<Detection> found, Detection detection) {
      LeakReport report = tracking.report();
      if (!report.isEmpty()) {
        found.add(detection);
        assertThat(report.sites()).allSatisfy(site -> assertThat(site.place()).contains("PlantedFault"));
      }
      tracking.closeLive();
    }
  }
}
