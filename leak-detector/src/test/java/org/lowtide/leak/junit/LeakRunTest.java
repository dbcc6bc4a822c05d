package org.lowtide.leak.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.lowtide.alloc.Allocator;
import org.lowtide.leak.LeakError;
import org.lowtide.leak.TrackingLevel;

/** Suppressions, reports and baselines of a whole JUnit run. */
final class LeakRunTest {

  private static final String KNOWN =
      "frames:org.lowtide.leak.junit.LeakRunTest$Leaking.known expires:2999-12-31 reason:known\n";

  @TempDir
  private Path folder;

  /** Run by the tests below and by nothing else. */
  @LeakCheck
  static final class Leaking {

    @Test
    void known(Allocator allocator) {
      allocator.allocate(8);
    }

    @Test
    void fresh(Allocator allocator) {
      allocator.allocate(16);
    }

    @Test
    void clean(Allocator allocator) {
      allocator.allocate(32).close();
    }
  }

  /** Its leak has no place, so that nothing can suppress it. */
  @LeakCheck(level = TrackingLevel.COUNT)
  static final class Counting {

    @Test
    void counted(Allocator allocator) {
      allocator.allocate(8);
    }
  }

  @Test
  void aSuppressedLeakDoesNotFailAndIsPublished() throws IOException {
    EngineExecutionResults results = run(Leaking.class, suppressions(KNOWN));
    results.testEvents().assertStatistics(stats -> stats.started(3).succeeded(2).failed(1).reportingEntryPublished(1));
    assertThat(failures(results)).singleElement().isInstanceOf(LeakError.class).asString()
        .contains("Leaking.fresh(Allocator)").endsWith("SUMMARY: lowtide: 16 bytes leaked in 1 block from 1 place");
    assertThat(published(results)).contains("Suppressed: 8 bytes in 1 block from 1 place\n").contains(": known\n");
  }

  @Test
  void anUnusedEntryFailsAtTheEndOfTheRun() throws IOException {
    String unused = "frames:org.example.Gone.gone expires:2999-12-31 reason:was mended\n";
    EngineExecutionResults results = run(Leaking.class, suppressions(KNOWN + unused));
    assertThat(engineFailures(results)).containsExactly(file()
        + ":2: frames:org.example.Gone.gone suppressed nothing: remove it (was mended)\n"
        + "SUMMARY: lowtide: 1 suppression expired or unused");
  }

  @Test
  void anUnusedEntryDoesNotFailAPartOfTheRun() throws IOException {
    String unused = "frames:org.example.Gone.gone expires:2999-12-31 reason:was mended\n";
    Map<String, String> settings = suppressions(KNOWN + unused);
    assertThat(engineFailures(run(Leaking.class, with(settings, LeakRunSettings.UNUSED, "ignore")))).isEmpty();
  }

  @Test
  void anExpiredEntryFailsTheTestAndTheRunEvenAPartOfIt() throws IOException {
    Map<String, String> settings = suppressions(KNOWN.replace("2999-12-31", "2001-01-01"));
    EngineExecutionResults results = run(Leaking.class, with(settings, LeakRunSettings.UNUSED, "ignore"));
    results.testEvents().assertStatistics(stats -> stats.failed(2));
    assertThat(engineFailures(results)).singleElement().asString()
        .startsWith(
            file() + ":1: frames:org.lowtide.leak.junit.LeakRunTest$Leaking.known expired on 2001-01-01, today");
  }

  @Test
  void aMistakeInTheFileIsTheOneLineThatEachTestFailsWith() throws IOException {
    EngineExecutionResults results = run(Leaking.class, suppressions("frames:a.B.c reason:r\n"));
    assertThat(failures(results)).hasSize(3).extracting(Throwable::getMessage)
        .containsOnly(file() + ":1: an entry must have expires: with a date like 2027-03-31");
  }

  @Test
  void aFileThatIsNotThereIsOneLine() {
    EngineExecutionResults results = run(Leaking.class, Map.of(LeakRunSettings.SUPPRESSIONS, file().toString()));
    assertThat(failures(results)).extracting(Throwable::getMessage).allSatisfy(message -> assertThat(message)
        .startsWith("lowtide.leak.suppressions must name a file that can be read, was " + file()));
  }

  @Test
  void reportsAreWrittenForTheRun() throws IOException {
    Map<String, String> settings = suppressions(KNOWN);
    run(Leaking.class, with(settings, LeakRunSettings.REPORTS, folder.resolve("reports").toString()));
    try (var files = Files.list(folder.resolve("reports"))) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted().toList())
          .containsExactly("leaks-1.json", "leaks-1.sarif");
    }
    String json = read("reports", "json");
    assertThat(json).contains("\"leakedBytes\" : 16,\n").contains("\"suppressedBytes\" : 8,\n");
    assertThat(json.indexOf("Leaking.fresh")).isBetween(1, json.indexOf("Leaking.known"));
    assertThat(read("reports", "sarif"))
        .contains("\"uri\" : \"src/test/java/org/lowtide/leak/junit/LeakRunTest.java\"");
  }

  @Test
  void aRunDoesNotWriteOverTheReportsOfAnother() throws IOException {
    Map<String, String> settings = Map.of(LeakRunSettings.REPORTS, folder.resolve("reports").toString());
    run(Leaking.class, settings);
    run(Counting.class, settings);
    assertThat(folder.resolve("reports").resolve("leaks-1.json")).content().contains("Leaking.fresh");
    assertThat(folder.resolve("reports").resolve("leaks-2.json")).content().contains("Counting.counted");
    assertThat(folder.resolve("reports").resolve("leaks-2.sarif")).content().contains("lowtide/leak-without-place");
  }

  @Test
  void reportsAreTheSameBytesInEveryRun() throws IOException {
    run(Leaking.class, Map.of(LeakRunSettings.REPORTS, folder.resolve("one").toString()));
    run(Leaking.class, Map.of(LeakRunSettings.REPORTS, folder.resolve("two").toString(),
        "junit.jupiter.execution.parallel.enabled", "true",
        "junit.jupiter.execution.parallel.mode.default", "concurrent"));
    assertThat(read("one", "json")).isEqualTo(read("two", "json"));
    assertThat(read("one", "sarif")).isEqualTo(read("two", "sarif"));
  }

  @Test
  void aBaselineLetsTheNextRunPass() throws IOException {
    Map<String, String> settings = Map.of(LeakRunSettings.BASELINE, file().toString(),
        LeakRunSettings.BASELINE_REASON, "there already", LeakRunSettings.BASELINE_EXPIRES, "2999-12-31");
    run(Leaking.class, settings).testEvents().assertStatistics(stats -> stats.failed(2));
    assertThat(Files.readAllLines(file())).hasSize(5);
    EngineExecutionResults next =
        run(Leaking.class, Map.of(LeakRunSettings.SUPPRESSIONS, file().toString(), LeakRunSettings.UNUSED, "fail"));
    next.testEvents().assertStatistics(stats -> stats.succeeded(3));
    assertThat(engineFailures(next)).isEmpty();
  }

  @Test
  void aLeakWithoutAPlaceFailsWhateverTheEntries() throws IOException {
    EngineExecutionResults results = run(Counting.class, suppressions(KNOWN));
    results.testEvents().assertStatistics(stats -> stats.failed(1));
    assertThat(engineFailures(results)).hasSize(1);
  }

  private Map<String, String> suppressions(String text) throws IOException {
    Files.writeString(file(), text);
    return Map.of(LeakRunSettings.SUPPRESSIONS, file().toString(), LeakRunSettings.UNUSED, "fail");
  }

  private static Map<String, String> with(Map<String, String> settings, String name, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(name, value);
    return more;
  }

  private Path file() {
    return folder.resolve("leaks.txt");
  }

  private String read(String name, String extension) throws IOException {
    try (var files = Files.newDirectoryStream(folder.resolve(name), "*." + extension)) {
      return Files.readString(files.iterator().next());
    }
  }

  private static EngineExecutionResults run(Class<?> testClass, Map<String, String> settings) {
    return EngineTestKit.engine("junit-jupiter").configurationParameters(settings).selectors(selectClass(testClass))
        .execute();
  }

  private static List<Throwable> failures(EngineExecutionResults results) {
    return results.testEvents().failed().stream().map(LeakRunTest::thrown).toList();
  }

  private static List<String> engineFailures(EngineExecutionResults results) {
    return results.containerEvents().failed().stream().map(event -> thrown(event).getMessage()).toList();
  }

  private static String published(EngineExecutionResults results) {
    return results.testEvents().reportingEntryPublished().stream()
        .map(event -> event.getRequiredPayload(ReportEntry.class))
        .map(entry -> entry.getKeyValuePairs().get("lowtide")).findFirst().orElseThrow();
  }

  private static Throwable thrown(Event event) {
    return event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
  }
}
