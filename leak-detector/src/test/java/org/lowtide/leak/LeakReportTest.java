package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.HeapAllocator;

/** Reports as the exact text that they print. */
final class LeakReportTest {

  private static final LeakReport.Unplaced NONE = new LeakReport.Unplaced(0, 0, "", List.of());

  private static final StackTraceElement TAKE = frame("com.example.Pool", "take", 42);
  private static final StackTraceElement MAIN = frame("com.example.App", "main", 7);

  @Test
  void placesWithTheirStacks() {
    LeakReport report =
        Frames.report(
            "frames",
            96,
            3,
            List.of(new LeakSite(64, 1, 3, List.of(TAKE, MAIN)), new LeakSite(32, 2, 1, List.of(MAIN))),
            NONE);
    assertThat(report.text())
        .isEqualTo(
            """
            lowtide: 96 bytes in 3 blocks still live in frames

            1. 64 bytes in 1 block, allocation 3, place ff92fa5428ed80fa
                 at com.example.Pool.take(Pool.java:42)
                 at com.example.App.main(App.java:7)

            2. 32 bytes in 2 blocks, first allocation 1, place 45c338f5ea782c67
                 at com.example.App.main(App.java:7)

            TrackingLevel.HISTORY tells what was done with each block since.
            SUMMARY: lowtide: 96 bytes leaked in 3 blocks from 2 places""");
    assertThat(report).hasToString(report.text());
  }

  @Test
  void sumsOnlyAndTheSwitchThatTellsMore() {
    TrackingAllocator tracking = TrackingAllocator.counting(new HeapAllocator());
    tracking.allocate(64);
    tracking.allocate(1).close();
    tracking.allocate(32);
    assertThat(tracking.report().text())
        .isEqualTo(
            """
            lowtide: 96 bytes in 2 blocks still live

            Place not recorded: 96 bytes in 2 blocks, allocations 1, 3
            TrackingLevel.SITES tells where; in a run that repeats exactly, sitesAt(ordinals) does so at the price of\
             counting.
            SUMMARY: lowtide: 96 bytes leaked in 2 blocks""");
  }

  @Test
  void oneByteInOneBlock() {
    TrackingAllocator tracking = TrackingAllocator.counting(new HeapAllocator());
    tracking.allocate(1);
    assertThat(tracking.report().text())
        .startsWith("lowtide: 1 byte in 1 block still live\n\nPlace not recorded: 1 byte in 1 block, allocation 1\n")
        .endsWith("\nSUMMARY: lowtide: 1 byte leaked in 1 block");
  }

  @Test
  void onlyTheFirstOrdinalsAreListed() {
    TrackingAllocator tracking = TrackingAllocator.counting(new HeapAllocator());
    IntStream.range(0, 12).forEach(_ -> tracking.allocate(1));
    assertThat(tracking.report().text())
        .contains("12 bytes in 12 blocks, allocations 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, and 2 more\n");
  }

  @Test
  void nothingLive() {
    LeakReport report = TrackingAllocator.withSites(new HeapAllocator()).report();
    assertThat(report.text()).isEqualTo("SUMMARY: lowtide: 0 bytes leaked");
    assertThat(report.sites()).isEmpty();
  }

  @Test
  void saysWhatIsLeftOut() {
    List<LeakSite> sites = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      sites.add(new LeakSite(2, 1, i + 1, List.of(frame("a.B", "c", i))));
    }
    List<StackTraceElement> deep = IntStream.range(0, 19).mapToObj(i -> frame("a.B", "deep", i)).toList();
    sites.addFirst(new LeakSite(5, 1, 24, deep));
    assertThat(Frames.report("", 51, 24, sites, NONE).text())
        .contains("at a.B.deep(B.java:15)\n     ... 3 more frames\n\n2. ")
        .contains("\n20. ")
        .doesNotContain("\n21. ")
        .endsWith(
            """


            TrackingLevel.HISTORY tells what was done with each block since.
            Left out: 4 more places with 8 bytes in 4 blocks
            SUMMARY: lowtide: 51 bytes leaked in 24 blocks from 24 places""");
  }

  @Test
  void framesAreTheSameOnEveryClassPath() {
    StackTraceElement inModule = new StackTraceElement("app", "java.base", "25", "a.B", "c", "B.java", 3);
    StackTraceElement nativeFrame = new StackTraceElement("a.B", "n", "B.java", -2);
    StackTraceElement unknown = new StackTraceElement("a.B", "u", null, -1);
    assertThat(Frames.report("", 1, 1, List.of(new LeakSite(1, 1, 1, List.of(inModule, nativeFrame, unknown))), NONE)
        .text())
        .contains("at a.B.c(B.java:3)\n     at a.B.n(native method)\n     at a.B.u(unknown source)\n");
  }

  @Test
  void framesOfTheHarnessAreNamedAndNotShown() {
    List<StackTraceElement> stack = List.of(TAKE, frame("java.lang.reflect.Method", "invoke", 1),
        frame("org.junit.platform.commons.util.ReflectionUtils", "invokeMethod", 2), MAIN);
    LeakSite site = new LeakSite(1, 1, 1, stack);
    assertThat(Frames.report("", 1, 1, List.of(site), NONE).text())
        .contains("     at com.example.Pool.take(Pool.java:42)\n     ... frames of the test harness\n\nTracking");
    assertThat(site.stack()).isEqualTo(stack);
  }

  @Test
  void groupsByPlaceAndSortsByBytes() {
    TrackingAllocator tracking = TrackingAllocator.withSites(new HeapAllocator());
    for (int i = 0; i < 3; i++) {
      leakTen(tracking);
      leakForty(tracking);
    }
    tracking.allocate(40);
    tracking.allocate(1).close();
    LeakReport report = tracking.report();
    assertThat(report.sites()).extracting(LeakSite::bytes).containsExactly(120L, 40L, 30L);
    assertThat(report.sites()).extracting(LeakSite::blocks).containsExactly(3L, 1L, 3L);
    assertThat(report.sites()).extracting(LeakSite::firstOrdinal).containsExactly(2L, 7L, 1L);
    assertThat(report.sites().get(0).place())
        .startsWith("org.lowtide.leak.LeakReportTest.leakForty(LeakReportTest.java:");
    assertThat(report.sites().get(2).toString())
        .startsWith("30 bytes in 3 blocks from org.lowtide.leak.LeakReportTest");
    assertThat(report.text()).isEqualTo(tracking.report().text());
    assertThat(report.liveBytes()).isEqualTo(190);
    assertThat(report.liveBlocks()).isEqualTo(7);
  }

  @Test
  void equalSumsAreSortedTheSameInEveryOrderOfAllocation() {
    TrackingAllocator forth = TrackingAllocator.withSites(new HeapAllocator());
    TrackingAllocator back = TrackingAllocator.withSites(new HeapAllocator());
    List<Runnable> leaks =
        List.of(() -> leakTen(forth), () -> otherTen(forth), () -> otherTen(back), () -> leakTen(back));
    leaks.forEach(Runnable::run);
    assertThat(forth.report().sites().stream().map(LeakSite::place).toList())
        .isEqualTo(back.report().sites().stream().map(LeakSite::place).toList())
        .hasSize(2);
  }

  @Test
  void deepRecursionIsOnePlace() {
    TrackingAllocator tracking = TrackingAllocator.withSites(new HeapAllocator());
    for (int depth = 20; depth < 25; depth++) {
      recurse(tracking, depth);
    }
    assertThat(tracking.report().sites()).hasSize(1);
  }

  @Test
  void aReportNoLongerChanges() {
    TrackingAllocator tracking = TrackingAllocator.withSites(new HeapAllocator());
    leakTen(tracking);
    LeakReport report = tracking.report();
    leakForty(tracking);
    assertThat(report.liveBytes()).isEqualTo(10);
    assertThat(report.sites()).hasSize(1).isUnmodifiable();
  }

  private static void leakTen(TrackingAllocator tracking) {
    tracking.allocate(10);
  }

  private static void otherTen(TrackingAllocator tracking) {
    tracking.allocate(10);
  }

  private static void leakForty(TrackingAllocator tracking) {
    tracking.allocateZeroed(40);
  }

  private static void recurse(TrackingAllocator tracking, int depth) {
    if (depth == 0) {
      tracking.allocate(1);
    } else {
      recurse(tracking, depth - 1);
    }
  }

  private static StackTraceElement frame(String className, String method, int line) {
    return new StackTraceElement(className, method, className.substring(className.lastIndexOf('.') + 1) + ".java",
        line);
  }
}
