package org.lowtide.leak.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.lowtide.leak.junit.EngineRuns.failureOf;
import static org.lowtide.leak.junit.EngineRuns.failureOfContainer;
import static org.lowtide.leak.junit.EngineRuns.leakOf;
import static org.lowtide.leak.junit.EngineRuns.leaksOf;
import static org.lowtide.leak.junit.EngineRuns.run;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.lowtide.leak.LeakError;
import org.lowtide.leak.LeakReport;

/** A test marked repeatable is counted, and run again with stacks where it leaks. */
final class LeakCheckRepeatableTest {

  @Test
  void aLeakIsRunAgainWithTheStacksOfWhatLeaked() {
    EngineExecutionResults results = run(PlantedRepeats.Repeats.class);
    results.testEvents().assertStatistics(stats -> stats.started(3).succeeded(1).failed(2));
    LeakReport report = leakOf(results, "leaksTheSecondOfThree(TrackingAllocator)").report();
    assertThat(report.liveBytes()).isEqualTo(16);
    assertThat(report.name()).isEqualTo("Repeats.leaksTheSecondOfThree(TrackingAllocator)");
    assertThat(report.sites()).singleElement().satisfies(site -> {
      assertThat(site.place()).contains("PlantedRepeats$Repeats.leaksTheSecondOfThree(");
      assertThat(site.firstOrdinal()).isEqualTo(3);
    });
    assertThat(report.note()).isEmpty();
  }

  @Test
  void aFailingTestKeepsItsFailureAndTheLeakHasItsPlaces() {
    Throwable failure = failureOf(run(PlantedRepeats.Repeats.class), "failsAndLeaks(Allocator)");
    assertThat(failure).hasMessage("its own failure");
    assertThat(failure.getSuppressed()).singleElement()
        .isInstanceOfSatisfying(LeakError.class, leak -> assertThat(leak.report().sites()).hasSize(1));
  }

  @Test
  void theSecondRunHasItsOwnInstanceAndCallsAllThatTheFirstDid() {
    PlantedRepeats.Repeats.calls.clear();
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectMethod(PlantedRepeats.Repeats.class, "leaksTheSecondOfThree",
            "org.lowtide.leak.TrackingAllocator"))
        .execute().testEvents().assertStatistics(stats -> stats.started(1).failed(1));
    assertThat(PlantedRepeats.Repeats.calls).containsExactly("beforeAll", "beforeEach", "afterEach", "beforeAll",
        "beforeEach", "afterEach");
  }

  @Test
  void aTestThatDoesNotRepeatIsSaidToBeSo() {
    EngineExecutionResults results = run(PlantedRepeats.Changes.class);
    LeakReport another = leakOf(results, "leaksAnother(Allocator)").report();
    assertThat(another.sites()).isEmpty();
    assertThat(another.note()).startsWith("The second pass left ").contains("does not do the same each time");
    LeakReport once = leakOf(results, "leaksOnce(Allocator)").report();
    assertThat(once.liveBytes()).isEqualTo(8);
    assertThat(once.note()).startsWith("The second pass left nothing live: ");
  }

  @Test
  void aSecondPassThatDoesNotGetToTheTestIsSaidToBeSo() {
    LeakReport report = leakOf(run(PlantedRepeats.FailsToBegin.class), "leaks(Allocator)").report();
    assertThat(report.note()).isEqualTo("The second pass did not get to the test, so the places are not known.");
  }

  @Test
  void oneInvocationOfATemplateIsRunAgainByItself() {
    EngineExecutionResults results = run(PlantedRepeats.Templates.class);
    results.testEvents().assertStatistics(stats -> stats.started(7).succeeded(4).failed(3));
    assertThat(leaksOf(results)).extracting(leak -> leak.report().liveBytes())
        .containsExactlyInAnyOrder(2L, 64L, 128L);
    assertThat(leaksOf(results)).allSatisfy(leak -> assertThat(leak.report().sites()).hasSize(1));
  }

  @Test
  void aFactoryIsRunAgainTogetherWithItsDynamicTests() {
    assertThat(failureOfContainer(run(PlantedRepeats.Factory.class))).isInstanceOfSatisfying(LeakError.class,
        leak -> assertThat(leak.report().sites()).singleElement()
            .satisfies(site -> assertThat(site.bytes()).isEqualTo(16)));
  }

  @Test
  void worksInParallel() {
    EngineExecutionResults results = run(PlantedRepeats.InParallel.class, EngineRuns.PARALLEL);
    results.testEvents().assertStatistics(stats -> stats.started(24).failed(6).succeeded(18));
    assertThat(leaksOf(results)).allSatisfy(leak -> assertThat(leak.report().sites()).hasSize(1));
  }

  @Test
  void aLevelThatKnowsAllPlacesNeedsNoSecondRun() {
    PlantedRepeats.WithSites.runs.set(0);
    assertThat(leakOf(run(PlantedRepeats.WithSites.class), "leaks(Allocator)").report().sites()).hasSize(1);
    assertThat(PlantedRepeats.WithSites.runs).hasValue(1);
  }
}
