package org.lowtide.leak.jqwik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;
import org.lowtide.leak.LeakError;
import org.lowtide.leak.LeakReport;

/** Runs properties with planted leaks under the real jqwik, and looks at what it reports. */
final class LeakCheckTriesTest {

  @Test
  void aLeakShrinksToTheSmallestSampleThatLeaks() {
    PlantedTries.Leaks.leaked.clear();
    Events tests = run(PlantedTries.Leaks.class);
    tests.assertStatistics(statistics -> statistics.started(3).succeeded(2).failed(1));
    LeakReport report = leakOf(tests, "leaksWhereANumberIsLarge");
    assertThat(PlantedTries.Leaks.leaked).contains(List.of(100));
    assertThat(PlantedTries.Leaks.leaked).noneMatch(sample -> sample.size() == 1 && sample.getFirst() < 100);
    assertThat(report.liveBytes()).isEqualTo(101);
    assertThat(report.liveBlocks()).isEqualTo(1);
  }

  @Test
  void aTryThatLeaksIsRunAgainWithTheStacksOfWhatLeaked() {
    LeakReport report = leakOf(run(PlantedTries.Leaks.class), "leaksWhereANumberIsLarge");
    assertThat(report.name()).isEqualTo("Leaks.leaksWhereANumberIsLarge");
    assertThat(report.blocksWithoutSite()).isZero();
    assertThat(report.sites().getFirst().place()).contains("PlantedTries$Leaks.leaksWhereANumberIsLarge(");
  }

  @Test
  void aTryThatFailsKeepsItsFailureAndTheLeakIsSuppressed() {
    Events tests = run(PlantedTries.Failing.class);
    tests.assertStatistics(statistics -> statistics.started(3).failed(3));
    assertThat(failureOf(tests, "failsAndLeaks")).hasMessage("its own failure").satisfies(failure -> assertThat(
        failure.getSuppressed()).singleElement().isInstanceOf(LeakError.class));
    assertThat(leakOf(tests, "isFalseAndLeaks").liveBytes()).isEqualTo(8);
    assertThat(leakOf(tests, "discardsAndLeaks").liveBytes()).isEqualTo(8);
  }

  @Test
  void blocksOfBeforeTryAndAfterTryBelongToTheTry() {
    PlantedTries.Lifecycle.closed.set(0);
    Events tests = run(PlantedTries.Lifecycle.class);
    tests.assertStatistics(statistics -> statistics.started(2).succeeded(1).failed(1));
    LeakReport report = leakOf(tests, "leaksAnother");
    assertThat(report.liveBytes()).isEqualTo(8);
    assertThat(report.sites()).hasSize(1);
    assertThat(PlantedTries.Lifecycle.closed).as("one try, and one that leaks twice").hasValue(3);
  }

  @Test
  void aTryThatFailsAfterwardsKeepsItsFailureToo() {
    assertThat(failureOf(run(PlantedTries.FailsAfterTry.class), "leaks")).hasMessage("its own failure")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(LeakError.class));
  }

  @Test
  void theSettingsAreThoseOfTheNearestAnnotation() {
    PlantedTries.Settings.leaked.clear();
    Events tests = run(PlantedTries.Settings.class);
    tests.assertStatistics(statistics -> statistics.started(4).succeeded(3).failed(1));
    assertThat(leakOf(tests, "leaksOffHeap").liveBytes()).isEqualTo(8);
    assertThat(PlantedTries.Settings.leaked).hasSizeGreaterThan(1).allMatch(segment -> !segment.scope().isAlive());
  }

  @Test
  void anArenaThatIsLeftOpenIsALeak() {
    Events tests = run(PlantedTries.Arenas.class);
    tests.assertStatistics(statistics -> statistics.started(2).succeeded(1).failed(1));
    assertThat(leakOf(tests, "leavesOpen").liveBytes()).isEqualTo(16);
    assertThat(leakOf(tests, "leavesOpen").note()).isEmpty();
  }

  @Test
  void theDefaultsApplyWhereTheHookIsAddedByHand() {
    assertThat(leakOf(run(PlantedTries.ByHand.class), "leaks").sites()).hasSize(1);
  }

  @Test
  void aTryThatDoesNotRepeatIsSaidToBeSo() {
    LeakReport report = leakOf(run(PlantedTries.Changes.class), "leaksOnce");
    assertThat(report.liveBytes()).isEqualTo(8);
    assertThat(report.note()).contains("does not do the same each time");
  }

  @Test
  void anAllocatorOutsideOfATryIsRefusedWithTheReason() {
    assertThat(failureOf(run(PlantedTries.Outside.class), "neverRuns"))
        .hasMessageContaining("an allocator lives for one try: take it in the property, @BeforeTry or @AfterTry");
  }

  @Test
  void aSettingThatIsNotAllowedIsOneLineWithItsPlace() {
    assertThat(failureOf(run(PlantedTries.Wrong.class), "neverRuns"))
        .hasMessage("@LeakCheckTries on Wrong.neverRuns: limitBytes must be at least 0, was -5");
  }

  private static Events run(Class<?> properties) {
    return EngineTestKit.engine("jqwik").selectors(selectClass(properties)).configurationParameter("jqwik.database", "")
        .execute().testEvents();
  }

  private static Throwable failureOf(Events tests, String displayName) {
    Event event = tests.failed().stream()
        .filter(failed -> failed.getTestDescriptor().getDisplayName().equals(displayName)).findFirst()
        .orElseThrow(() -> new AssertionError(displayName + " did not fail"));
    return event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
  }

  private static LeakReport leakOf(Events tests, String displayName) {
    return ((LeakError) failureOf(tests, displayName)).report();
  }
}
