package org.lowtide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.Suppressions;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.leak.TrackingLevel;
import org.lowtide.leak.report.LeakJson;
import org.lowtide.leak.report.LeakSarif;

/** What docs/leak-detector.md shows of suppressions and reports: snippets run, and what is shown is what is printed. */
final class SuppressionsGuideTest {

  private static final Pattern FILE = Pattern.compile("```\n(# Suppressions.*?)```", Pattern.DOTALL);

  @TempDir
  private Path folder;

  @Test
  void knownLeaksPass() throws IOException {
    Path file = folder.resolve("leaks.txt");
    TrackingAllocator tracker = TrackingAllocator.withSites(new HeapAllocator());
    work(tracker);
    Suppressions.writeBaseline(file, List.of(tracker.report()), "known today", LocalDate.of(2999, 12, 31));

    Suppressions suppressions = Suppressions.load(file, LocalDate.of(2026, 11, 22));
    TrackingAllocator next =
        TrackingAllocator.builder(new HeapAllocator()).level(TrackingLevel.SITES).suppressions(suppressions).build();
    work(next);
    next.assertNoLeaks();
    suppressions.assertNoProblems();
    assertThat(suppressions.apply(next.report()).suppressedBytes()).isEqualTo(4096);
  }

  @Test
  void reportsForPrograms() throws IOException {
    TrackingAllocator tracker = TrackingAllocator.withSites(new HeapAllocator());
    work(tracker);
    List<LeakReport> reports = List.of(tracker.report());
    LeakJson.write(folder.resolve("leaks.json"), reports);
    LeakSarif.write(folder.resolve("leaks.sarif"), reports, Path.of("src/main/java"), Path.of("src/test/java"));
    String fingerprint = reports.getFirst().sites().getFirst().fingerprint();
    assertThat(folder.resolve("leaks.json")).content().contains(fingerprint);
    assertThat(folder.resolve("leaks.sarif")).content().contains(fingerprint);
  }

  @Test
  void theFileInTheGuideSuppressesTheLeakOfTheGuideAndPrintsWhatItShows() throws IOException {
    String guide = Files.readString(Path.of("leak-detector.md"));
    Path file = folder.resolve("leaks.txt");
    Files.writeString(file, fileOf(guide));
    var results = EngineTestKit.engine("junit-jupiter").selectors(selectClass(LeakingTests.ForgetfulTest.class))
        .configurationParameter("lowtide.leak.suppressions", file.toString())
        .configurationParameter("lowtide.leak.suppressions.unused", "fail").execute();
    results.testEvents().assertStatistics(stats -> stats.succeeded(1).failed(0));
    String shown = results.testEvents().reportingEntryPublished().stream()
        .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs().get("lowtide"))
        .findFirst().orElseThrow();
    assertThat(guide).contains("```\n" + shown.replace(file.toString(), "leaks.txt") + "\n```\n");
    String failure = results.containerEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow().getMessage())
        .findFirst().orElseThrow();
    assertThat(guide).contains("```\n" + failure.replace(file.toString(), "leaks.txt") + "\n```\n");
  }

  @Test
  void theMistakeInTheGuideIsTheOneThatIsPrinted() throws IOException {
    String guide = Files.readString(Path.of("leak-detector.md"));
    Path file = folder.resolve("leaks.txt");
    Files.writeString(file, fileOf(guide).replaceFirst("2999-12-31", "soon"));
    assertThatThrownBy(() -> Suppressions.load(file)).satisfies(
        thrown -> assertThat(guide)
            .contains("```\n" + thrown.getMessage().replace(file.toString(), "leaks.txt") + "\n```\n"));
  }

  /** Loses one block of a pool. */
  private static void work(Allocator allocator) {
    try (BufferPool pool = new BufferPool(allocator)) {
      pool.takeAll(2).stream().skip(1).forEach(pool::giveBack);
    }
  }

  private static String fileOf(String guide) {
    Matcher matcher = FILE.matcher(guide);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
