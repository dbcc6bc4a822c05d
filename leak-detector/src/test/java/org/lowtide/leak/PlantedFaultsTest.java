package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;
import org.lowtide.leak.jol.RetainedHeapError;

/** Every planted fault must be found by one of the detectors, and in work without a fault nothing may be. */
final class PlantedFaultsTest {

  private static final int CLEAN_OPERATIONS = 1_000_000;

  /**
   * What can be shown: by a tracker; as the verdicts of {@link ZeroCheck}; as the kinds of {@link MemoryCorruptionError};
   * as the verdicts of {@link FailureSweep}.
   */
  private enum Detection {
    LEAK,
    WRONG_FREE,
    USE_AFTER_CLOSE,
    RETAINED,
    UNINITIALISED,
    READ_AFTER_CLOSE,
    UNDERFLOW,
    OVERFLOW,
    WRITE_AFTER_CLOSE,
    SLAB_REDZONE,
    SLAB_SEAL,
    LEAKED,
    NOT_DETERMINISTIC,
    STATE_CHANGED,
    SWALLOWED
  }

  @Test
  void everyPlantedFaultIsFound() {
    List<String> missed = new ArrayList<>();
    for (PlantedFault fault : PlantedFault.values()) {
      Set<Detection> found = detect(fault);
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
    Set<Detection> found = detect(PlantedFault::withoutFault);
    collectCorruptions(PlantedFault::withoutFault, found);
    assertThat(found).isEmpty();
    assertThat(detect(PlantedFaultsOfArenas::withoutFault)).isEmpty();
  }

  @Test
  void nothingIsFoundInAMillionCleanOperations() {
    long seed = 20;
    Random random = new Random(seed);
    GuardingAllocator guarding =
        GuardingAllocator.builder(new HeapAllocator()).recordStacks(false).quarantineBytes(8192).build();
    TrackingAllocator tracking = TrackingAllocator.counting(guarding);
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
      if (i % 10_000 == 0) {
        guarding.check();
      }
    }
    live.forEach(Block::close);
    guarding.close();
    tracking.assertNoLeaks();
    System.out.println("false reports: " + falseReports + " in " + CLEAN_OPERATIONS + " operations, seed " + seed);
    assertThat(falseReports).isZero();
  }

  private static Set<Detection> detect(PlantedFault fault) {
    Set<Detection> found = EnumSet.noneOf(Detection.class);
    if (fault.wild().isPresent()) {
      collectCorruptions(fault.wild().get()::run, found);
      return found;
    }
    if (fault.detection.equals(Detection.RETAINED.name())) {
      collectRetained(fault, found);
      return found;
    }
    fault.sweep().ifPresentOrElse(sweep -> collectVerdicts(sweep, found), () -> found.addAll(detect(fault::run)));
    return found;
  }

  /** Runs work over both memories, dirty in each way, then, where it is right, with each of its allocations failed. */
  private static Set<Detection> detect(PlantedFault.Work work) {
    Set<Detection> found = EnumSet.noneOf(Detection.class);
    for (Allocator memory : List.of(new HeapAllocator(), new NativeAllocator())) {
      new Rig(memory).run(work, found);
      collectDependence(ZeroCheck.of(work::run).over(memory), found);
      if (found.isEmpty()) {
        collectVerdicts(FailureSweep.of(work::run).over(() -> poisoned(memory)), found);
      }
    }
    return found;
  }

  /** By what the work itself asserts: an allocator cannot see it. */
  private static void collectRetained(PlantedFault fault, Set<Detection> found) {
    try {
      fault.run(new HeapAllocator());
    } catch (RetainedHeapError e) {
      found.add(Detection.RETAINED);
    }
  }

  private static void collectVerdicts(FailureSweep sweep, Set<Detection> found) {
    for (SweptFault fault : sweep.run().failures()) {
      found.add(Detection.valueOf(fault.verdict().name()));
      assertThat(fault.stack()).isNotEmpty();
    }
  }

  private static void collectDependence(ZeroCheck check, Set<Detection> found) {
    try {
      ZeroCheckReport.Verdict verdict = check.check().verdict();
      if (verdict != ZeroCheckReport.Verdict.PASSED) {
        found.add(Detection.valueOf(verdict.name()));
      }
    } catch (BlockMisuseException e) {
      boolean close = e.kind() == BlockMisuseException.Kind.SECOND_CLOSE;
      found.add(close ? Detection.WRONG_FREE : Detection.USE_AFTER_CLOSE);
    }
  }

  private static void collectCorruptions(Consumer<Allocator> work, Set<Detection> found) {
    for (Allocator memory : List.of(new HeapAllocator(), new NativeAllocator())) {
      try (GuardingAllocator guarding = GuardingAllocator.guarding(memory)) {
        work.accept(guarding);
      } catch (MemoryCorruptionError e) {
        found.add(Detection.valueOf(e.kind().name()));
      }
    }
  }

  private static Allocator poisoned(Allocator memory) {
    return new PoisoningAllocator(memory, (byte) 0x11, (byte) 0xee);
  }

  /** A tracker over poisoned blocks. */
  private static final class Rig {

    private final TrackingAllocator tracking;

    Rig(Allocator memory) {
      tracking = TrackingAllocator.withSites(poisoned(memory));
    }

    void run(PlantedFault.Work work, Set<Detection> found) {
      try {
        work.run(tracking);
      } catch (IllegalStateException e) {
        found.add(Detection.USE_AFTER_CLOSE);
      }
      if (tracking.wrongFrees() > 0) {
        found.add(Detection.WRONG_FREE);
      }
      collectLeaks(found);
    }

    private void collectLeaks(Set<Detection> found) {
      LeakReport report = tracking.report();
      if (!report.isEmpty()) {
        found.add(Detection.LEAK);
        assertThat(report.sites()).allSatisfy(site -> assertThat(site.place()).contains("PlantedFault"));
      }
      tracking.closeLive();
    }
  }
}
