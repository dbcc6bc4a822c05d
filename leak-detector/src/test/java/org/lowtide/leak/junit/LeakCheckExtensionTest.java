package org.lowtide.leak.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lowtide.leak.junit.EngineRuns.failureOf;
import static org.lowtide.leak.junit.EngineRuns.leakOf;
import static org.lowtide.leak.junit.EngineRuns.leaksOf;
import static org.lowtide.leak.junit.EngineRuns.run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.lowtide.leak.LeakError;
import org.lowtide.leak.LeakSite;
import org.lowtide.leak.junit.PlantedLeaks.ArgumentLeaks;
import org.lowtide.leak.junit.PlantedLeaks.Clean;
import org.lowtide.leak.junit.PlantedLeaks.FactoryLeaks;
import org.lowtide.leak.junit.PlantedLeaks.FailsAndLeaks;
import org.lowtide.leak.junit.PlantedLeaks.Inherits;
import org.lowtide.leak.junit.PlantedLeaks.InheritsNested;
import org.lowtide.leak.junit.PlantedLeaks.Leaks;
import org.lowtide.leak.junit.PlantedLeaks.LeaksOffHeap;
import org.lowtide.leak.junit.PlantedLeaks.LifecycleLeaks;
import org.lowtide.leak.junit.PlantedLeaks.Mixed;
import org.lowtide.leak.junit.PlantedLeaks.NestedLeaks;
import org.lowtide.leak.junit.PlantedLeaks.ParallelLeaks;
import org.lowtide.leak.junit.PlantedLeaks.RepetitionLeaks;
import org.lowtide.leak.junit.PlantedLeaks.Settings;
import org.lowtide.leak.junit.PlantedLeaks.SharedInstanceLeaks;
import org.lowtide.leak.junit.PlantedLeaks.WithoutAnnotation;

/** Runs test classes with planted leaks under the real engine, and looks at what JUnit reports. */
final class LeakCheckExtensionTest {

  @Test
  void aTestThatFreesEverythingPasses() {
    run(Clean.class).testEvents().assertStatistics(stats -> stats.started(4).succeeded(4));
  }

  @Test
  void aTestThatLeavesABlockLiveFailsWithTheReport() {
    EngineExecutionResults results = run(Leaks.class);
    results.testEvents().assertStatistics(stats -> stats.started(1).failed(1));
    LeakError leak = leakOf(results, "leaksTwoBlocks(Allocator)");
    assertThat(leak.report().name()).isEqualTo("Leaks.leaksTwoBlocks(Allocator)");
    assertThat(leak.report().sites()).extracting(LeakSite::bytes).containsExactly(64L, 32L);
    assertThat(leak)
        .hasMessageStartingWith("lowtide: 96 bytes in 2 blocks still live in Leaks.leaksTwoBlocks(Allocator)\n")
        .hasMessageContaining("at org.lowtide.leak.junit.PlantedLeaks$Leaks.leaksTwoBlocks(PlantedLeaks.java:")
        .hasMessageEndingWith("SUMMARY: lowtide: 96 bytes leaked in 2 blocks from 2 places");
    assertThat(leak.getCause().getStackTrace()[0].getMethodName()).isEqualTo("leaksTwoBlocks");
  }

  @Test
  void aFailingTestKeepsItsFailureAndTheLeakIsSuppressed() {
    EngineExecutionResults results = run(FailsAndLeaks.class);
    Throwable failure = failureOf(results, "failsAndLeaks(Allocator)");
    assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessage("its own failure");
    assertThat(failure.getSuppressed()).singleElement().isInstanceOf(LeakError.class);
    assertThat(leakOf(results, "abortsAndLeaks(Allocator)").getSuppressed()).hasSize(1);
    results.testEvents().assertStatistics(stats -> stats.started(3).failed(3));
    Throwable failureOnly = failureOf(results, "failsOnly(Allocator)");
    assertThat(failureOnly.getSuppressed()).isEmpty();
  }

  @Test
  void nestedClassesAreCheckedWithTheNearestSettings() {
    EngineExecutionResults results = run(NestedLeaks.class);
    results.testEvents().assertStatistics(stats -> stats.started(3).failed(2).succeeded(1));
    assertThat(leakOf(results, "leaksInside(Allocator)").report().sites()).hasSize(1);
    assertThat(leakOf(results, "onlyCounts(Allocator)").report().sites()).isEmpty();
  }

  @Test
  void eachSetOfArgumentsIsCheckedByItself() {
    EngineExecutionResults results = run(ArgumentLeaks.class);
    results.testEvents().assertStatistics(stats -> stats.started(4).failed(2).succeeded(2));
    assertThat(leaksOf(results)).extracting(leak -> leak.report().liveBytes()).containsExactlyInAnyOrder(1L, 3L);
    assertThat(leaksOf(results)).extracting(leak -> leak.report().name()).allMatch(name -> name.indexOf('\n') < 0);
  }

  @Test
  void eachRepetitionIsCheckedByItself() {
    EngineExecutionResults results = run(RepetitionLeaks.class);
    results.testEvents().assertStatistics(stats -> stats.started(5).failed(1).succeeded(4));
    assertThat(leaksOf(results).getFirst().report().name()).isEqualTo("RepetitionLeaks.repetition 3 of 5");
  }

  @Test
  void aFactoryIsCheckedTogetherWithItsDynamicTests() {
    EngineExecutionResults results = run(FactoryLeaks.class);
    assertThat(results.containerEvents().failed().count()).isEqualTo(1);
    results.testEvents().assertStatistics(stats -> stats.started(2).succeeded(2));
  }

  @Test
  void blocksOfBeforeEachAndAfterEachBelongToTheTest() {
    EngineExecutionResults results = run(LifecycleLeaks.class);
    results.testEvents().assertStatistics(stats -> stats.started(2).failed(1).succeeded(1));
    assertThat(leakOf(results, "forgets(TrackingAllocator)").report().liveBytes()).isEqualTo(24);
  }

  @Test
  void oneInstanceForAllTestsStillHasAnAllocatorForEach() {
    EngineExecutionResults results = run(SharedInstanceLeaks.class);
    results.testEvents().assertStatistics(stats -> stats.started(2).failed(1).succeeded(1));
  }

  @Test
  void theAnnotationIsInheritedAndOneOnTheMethodTakesItsPlace() {
    EngineExecutionResults results = run(Inherits.class);
    results.testEvents().assertStatistics(stats -> stats.started(2).failed(2));
    assertThat(leakOf(results, "inherits(Allocator)").report().sites()).isEmpty();
    assertThat(leakOf(results, "replaces(Allocator)").report().sites()).hasSize(1);
    EngineExecutionResults nested = run(InheritsNested.class);
    assertThat(leakOf(nested, "inBaseInner(Allocator)").report().sites()).isEmpty();
  }

  @Test
  void onAMethodAloneOnlyThatTestIsChecked() {
    EngineExecutionResults results = run(Mixed.class);
    results.testEvents().assertStatistics(stats -> stats.started(2).failed(2));
    assertThat(failureOf(results, "unchecked(Allocator)")).isInstanceOf(ParameterResolutionException.class);
    assertThat(leakOf(results, "checked(Allocator)").report().liveBytes()).isEqualTo(8);
  }

  @Test
  void theDefaultsApplyWhereTheExtensionIsRegisteredByHand() {
    EngineExecutionResults results = run(WithoutAnnotation.class);
    assertThat(leakOf(results, "leaks(Allocator)").report().sites()).hasSize(1);
  }

  @Test
  void theLevelTheMemoryAndTheLimitAreThoseOfTheAnnotation() {
    run(Settings.class).testEvents().assertStatistics(stats -> stats.started(3).succeeded(3));
  }

  @Test
  void leakedBlocksAreClosedAfterTheReport() {
    LeaksOffHeap.leaked.clear();
    EngineExecutionResults results = run(LeaksOffHeap.class);
    LeakError leak = leakOf(results, "leaksOffHeap(Allocator)");
    assertThat(leak.report().liveBlocks()).isEqualTo(2);
    assertThat(LeaksOffHeap.leaked).allMatch(segment -> !segment.scope().isAlive());
  }

  @Test
  void testsInParallelDoNotSeeEachOther() {
    EngineExecutionResults results = run(ParallelLeaks.class, EngineRuns.PARALLEL);
    results.testEvents().assertStatistics(stats -> stats.started(40).failed(10).succeeded(30));
    assertThat(leaksOf(results)).allMatch(leak -> leak.report().liveBlocks() == 1);
    assertThat(leaksOf(results))
        .extracting(leak -> leak.report().liveBytes())
        .containsExactlyInAnyOrder(4L, 8L, 12L, 16L, 20L, 24L, 28L, 32L, 36L, 40L);
  }
}
