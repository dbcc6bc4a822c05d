package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;

/** What entries let pass, what they do not, and that they do not rot. */
final class SuppressionsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private static final LeakSite POOL = Frames.site(2, "com.example.Pool.take", "com.example.App.main");
  private static final LeakSite OTHER = Frames.site(1, "com.example.Other.take", "com.example.App.main");

  @TempDir
  private Path folder;

  @Test
  void aSuppressedLeakIsShownCountedAndNoLongerALeak() throws IOException {
    LeakReport applied =
        load("frames:com.example.Pool.take expires:2026-11-22 reason:goes with the old client")
            .apply(Frames.report("frames", POOL, OTHER));
    assertThat(applied.sites()).containsExactly(OTHER);
    assertThat(applied.suppressedSites()).extracting(SuppressedSite::site).containsExactly(POOL);
    assertThat(applied.liveBytes()).isEqualTo(24);
    assertThat(applied.leakedBytes()).isEqualTo(8);
    assertThat(applied.leakedBlocks()).isEqualTo(1);
    assertThat(applied.suppressedBytes()).isEqualTo(16);
    assertThat(applied.suppressedBlocks()).isEqualTo(2);
    assertThat(applied.text()).isEqualTo("""
        lowtide: 24 bytes in 3 blocks still live in frames

        1. 8 bytes in 1 block, first allocation 1, place FINGERPRINT
             at com.example.Other.take(Other.java:7)
             at com.example.App.main(App.java:7)

        TrackingLevel.HISTORY tells what was done with each block since.
        Suppressed: 16 bytes in 2 blocks from 1 place
          16 bytes in 2 blocks from com.example.Pool.take(Pool.java:7), place ff92fa5428ed80fa
            until 2026-11-22 by FILE:1: goes with the old client
        SUMMARY: lowtide: 8 bytes leaked in 1 block from 1 place; 16 bytes in 2 blocks suppressed"""
        .replace("first allocation", "allocation")
        .replace("FINGERPRINT", OTHER.fingerprint())
        .replace("FILE", file().toString()));
  }

  @Test
  void whereAllIsSuppressedNothingIsLeaked() throws IOException {
    LeakReport applied =
        load("fingerprint:" + POOL.fingerprint() + " expires:2027-01-01 reason:r").apply(Frames.report("", POOL));
    assertThat(applied.leakedBlocks()).isZero();
    assertThat(applied.summary())
        .isEqualTo("SUMMARY: lowtide: 0 bytes leaked in 0 blocks; 16 bytes in 2 blocks suppressed");
  }

  @Test
  void anEntryThatSuppressedNothingIsAProblem() throws IOException {
    Suppressions suppressions = load("""
        # why it is here
        frames:com.example.Gone.take expires:2027-01-01 reason:was mended

        frames:com.example.Pool.take expires:2027-01-01 reason:still there
        """);
    suppressions.apply(Frames.report("", POOL));
    assertThat(suppressions.problems())
        .containsExactly(file() + ":2: frames:com.example.Gone.take suppressed nothing: remove it (was mended)");
    assertThat(suppressions.expired()).isEmpty();
    suppressions.assertNoneExpired();
    assertThatThrownBy(suppressions::assertNoProblems)
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith("(was mended)\nSUMMARY: lowtide: 1 suppression expired or unused");
  }

  @Test
  void anExpiredEntrySuppressesNothingAndIsAProblem() throws IOException {
    Suppressions suppressions = load("frames:com.example.Pool.take expires:2026-11-21 reason:until yesterday");
    LeakReport report = Frames.report("", POOL);
    assertThat(suppressions.apply(report)).isSameAs(report);
    assertThat(suppressions.problems())
        .isEqualTo(suppressions.expired())
        .containsExactly(
            file() + ":1: frames:com.example.Pool.take expired on 2026-11-21, today is 2026-11-22: mend the"
                + " leak or give a new date (until yesterday)");
    assertThatThrownBy(suppressions::assertNoneExpired).isInstanceOf(AssertionError.class);
  }

  @Test
  void theFirstThatMatchesIsUsedSoThatALaterOneThatAddsNothingIsAProblem() throws IOException {
    Suppressions suppressions = load("""
        frames:com.example.*.take expires:2027-01-01 reason:all pools
        fingerprint:%s expires:2027-01-01 reason:one of them
        """.formatted(POOL.fingerprint()));
    assertThat(suppressions.apply(Frames.report("", POOL)).suppressedSites().getFirst().suppression())
        .isSameAs(suppressions.entries().getFirst());
    assertThat(suppressions.problems()).singleElement().asString().contains(":2: fingerprint:");
  }

  @Test
  void blocksWithoutAPlaceStayLeaks() throws IOException {
    LeakReport report = Frames.report("", 20, 3, List.of(POOL), new LeakReport.Unplaced(4, 1, "3", List.of()));
    LeakReport applied = load("frames:com.example.Pool.take expires:2027-01-01 reason:r").apply(report);
    assertThat(applied.leakedBytes()).isEqualTo(4);
    assertThat(applied.leakedBlocks()).isEqualTo(1);
    assertThat(applied.bytesWithoutSite()).isEqualTo(4);
  }

  @Test
  void appliedTwiceBothCount() throws IOException {
    LeakReport once =
        load("frames:com.example.Pool.take expires:2027-01-01 reason:r").apply(Frames.report("", POOL, OTHER));
    LeakReport twice = load("frames:com.example.Other.take expires:2027-01-01 reason:r").apply(once);
    assertThat(twice.suppressedSites()).extracting(SuppressedSite::site).containsExactly(POOL, OTHER);
    assertThat(Suppressions.none().apply(twice)).isSameAs(twice);
    Suppressions.none().assertNoProblems();
  }

  @Test
  void aTrackerAndItsScopesFailOnlyOverTheRest() throws IOException {
    Suppressions suppressions =
        load("frames:org.lowtide.leak.SuppressionsTest.leakKnown expires:2027-01-01 reason:r");
    TrackingAllocator tracker = TrackingAllocator.builder(new HeapAllocator()).level(TrackingLevel.SITES)
        .suppressions(suppressions).build();
    assertThat(suppressions.problems()).hasSize(1);
    try (TrackingScope scope = tracker.scope("frame")) {
      leakKnown(scope);
    }
    tracker.assertNoLeaks();
    suppressions.assertNoProblems();
    assertThat(tracker.report().leakedBytes()).isEqualTo(8);
    tracker.allocate(4);
    assertThatThrownBy(tracker::assertNoLeaks).isInstanceOf(LeakError.class)
        .hasMessageEndingWith(
            "SUMMARY: lowtide: 4 bytes leaked in 1 block from 1 place; 8 bytes in 1 block suppressed");
  }

  private static void leakKnown(Allocator allocator) {
    allocator.allocate(8);
  }

  @Test
  void todayIsThatOfThePropertyOrElseTheClocks() {
    Clock clock = Clock.fixed(Instant.parse("2026-11-22T23:00:00Z"), ZoneOffset.UTC);
    assertThat(Suppressions.today(null, clock)).isEqualTo(TODAY);
    assertThat(Suppressions.today("2030-01-02", clock)).isEqualTo(LocalDate.of(2030, 1, 2));
    assertThatThrownBy(() -> Suppressions.today("soon", clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lowtide.leak.today must be a date like 2026-11-22, was \"soon\"");
  }

  @Test
  void aBaselineSuppressesExactlyWhatLeaks() throws IOException {
    LeakReport report = Frames.report("a", POOL, OTHER);
    Suppressions.writeBaseline(file(), List.of(report, Frames.report("b", OTHER)), "known today",
        LocalDate.of(2027, 3, 31));
    assertThat(file()).hasContent("""
        # Leaks that are known and let pass. An entry that expires, or that suppresses nothing, fails.
        # com.example.Other.take(Other.java:7)
        fingerprint:%s expires:2027-03-31 reason:known today
        # com.example.Pool.take(Pool.java:7)
        fingerprint:ff92fa5428ed80fa expires:2027-03-31 reason:known today
        """.formatted(OTHER.fingerprint()));
    Suppressions suppressions = Suppressions.load(file(), TODAY);
    assertThat(suppressions.apply(report).leakedBlocks()).isZero();
    suppressions.assertNoProblems();
    LeakSite fresh = Frames.site(1, "com.example.New.take");
    assertThat(suppressions.apply(Frames.report("", fresh)).sites()).containsExactly(fresh);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void aNewBaselineKeepsTheEntriesThatSuppressToday() throws IOException {
    LeakReport applied =
        load("frames:com.example.Pool.take expires:2026-12-01 reason:old").apply(Frames.report("", POOL, OTHER));
    String baseline = Suppressions.baseline(List.of(applied), "new", LocalDate.of(2027, 3, 31));
    assertThat(baseline)
        .contains("frames:com.example.Pool.take expires:2026-12-01 reason:old\n")
        .contains("fingerprint:" + OTHER.fingerprint() + " expires:2027-03-31 reason:new\n");
  }

  @Test
  void theOrderOfTheReportsDoesNotShowInABaseline() {
    LeakReport one = Frames.report("", POOL);
    LeakReport other = Frames.report("", OTHER);
    assertThat(Suppressions.baseline(List.of(one, other), "r", TODAY))
        .isEqualTo(Suppressions.baseline(List.of(other, one), "r", TODAY));
  }

  @Test
  void aBaselineNeedsPlacesAndAReason() {
    LeakReport report = Frames.report("", 4, 1, List.of(), new LeakReport.Unplaced(4, 1, "3", List.of()));
    assertThatThrownBy(() -> Suppressions.baseline(List.of(report), "r", TODAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reports must have the place of every block, was without those of 1 block; TrackingLevel.SITES"
            + " records them");
    assertThatThrownBy(() -> Suppressions.baseline(List.of(), " ", TODAY)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Suppressions.baseline(List.of(), "a\nb", TODAY)).hasMessageContaining("\"a\\u000ab\"");
  }

  @Test
  void aFileThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> Suppressions.load(file(), TODAY)).isInstanceOf(NoSuchFileException.class);
  }

  private Suppressions load(String text) throws IOException {
    Files.write(file(), text.getBytes(StandardCharsets.UTF_8));
    return Suppressions.load(file(), TODAY);
  }

  private Path file() {
    return folder.resolve("leaks.txt");
  }
}
