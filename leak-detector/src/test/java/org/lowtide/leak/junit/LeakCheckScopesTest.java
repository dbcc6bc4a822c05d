package org.lowtide.leak.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lowtide.leak.junit.EngineRuns.failureOf;
import static org.lowtide.leak.junit.EngineRuns.failureOfContainer;
import static org.lowtide.leak.junit.EngineRuns.leakOf;
import static org.lowtide.leak.junit.EngineRuns.leaksOf;
import static org.lowtide.leak.junit.EngineRuns.run;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.lowtide.leak.LeakError;
import org.lowtide.leak.MemoryCorruptionError;

/** What belongs to a class, to an arena or is guarded is checked where it ends. */
final class LeakCheckScopesTest {

  @Test
  void blocksOfBeforeAllBelongToTheClass() {
    EngineExecutionResults results = run(PlantedScopes.ClassScope.class);
    results.testEvents().assertStatistics(stats -> stats.started(2).succeeded(1).failed(1));
    results.containerEvents().assertStatistics(stats -> stats.failed(0));
    assertThat(leakOf(results, "leaksItsOwn(Allocator)").report().liveBytes()).isEqualTo(1);
  }

  @Test
  void aLeakOfTheClassFailsTheClassAfterAllItsTests() {
    EngineExecutionResults results = run(PlantedScopes.ClassLeaks.class);
    results.testEvents().assertStatistics(stats -> stats.started(1).succeeded(1));
    assertThat(failureOfContainer(results)).isInstanceOfSatisfying(LeakError.class, leak -> {
      assertThat(leak.report().name()).isEqualTo("ClassLeaks");
      assertThat(leak.report().liveBytes()).isEqualTo(16);
      assertThat(leak.report().sites().getFirst().place()).contains("PlantedScopes$ClassLeaks.open(");
    });
  }

  @Test
  void whatTestsAllocateThroughAStaticFieldBelongsToTheClass() {
    EngineExecutionResults results = run(PlantedScopes.StaticLeaks.class);
    results.testEvents().assertStatistics(stats -> stats.started(1).succeeded(1));
    assertThat(failureOfContainer(results)).isInstanceOfSatisfying(LeakError.class,
        leak -> assertThat(leak.report().sites().getFirst().place()).contains("leaksThroughAStaticField"));
  }

  @Test
  void aClassThatFailsByItselfKeepsItsFailure() {
    assertThat(failureOfContainer(run(PlantedScopes.FailsBeforeAll.class))).hasMessage("its own failure")
        .satisfies(failure -> assertThat(failure.getSuppressed()).singleElement().isInstanceOf(LeakError.class));
  }

  @Test
  void blocksOfAConstructorBelongToItsTest() {
    EngineExecutionResults results = run(PlantedScopes.InConstructor.class);
    results.testEvents().assertStatistics(stats -> stats.started(3).succeeded(1).failed(2));
    assertThat(leaksOf(results)).extracting(leak -> leak.report().liveBytes()).containsExactly(16L, 16L);
  }

  @Test
  void blocksOfAConstructorForAllTestsBelongToTheClass() {
    EngineExecutionResults results = run(PlantedScopes.InSharedConstructor.class);
    results.testEvents().assertStatistics(stats -> stats.started(1).succeeded(1));
    assertThat(failureOfContainer(results)).isInstanceOfSatisfying(LeakError.class,
        leak -> assertThat(leak.report().liveBytes()).isEqualTo(8));
  }

  @Test
  void aNestedClassHasAScopeOfItsOwn() {
    EngineExecutionResults results = run(PlantedScopes.OuterClass.class);
    results.testEvents().assertStatistics(stats -> stats.started(1).succeeded(1));
    results.containerEvents().assertStatistics(stats -> stats.failed(1));
    assertThat(failureOfContainer(results)).isInstanceOfSatisfying(LeakError.class,
        leak -> assertThat(leak.report().name()).isEqualTo("Inner"));
  }

  @Test
  void eachInvocationOfAParameterizedClassIsCheckedByItself() {
    EngineExecutionResults results = run(PlantedScopes.ForEachArgument.class);
    results.testEvents().assertStatistics(stats -> stats.started(3).succeeded(2).failed(1));
    assertThat(leaksOf(results).getFirst().report().liveBytes()).isEqualTo(2);
  }

  @Test
  void anArenaThatIsLeftOpenIsALeakTogetherWithItsSegments() {
    EngineExecutionResults results = run(PlantedScopes.Arenas.class);
    results.testEvents().assertStatistics(stats -> stats.started(4).succeeded(2).failed(2));
    assertThat(leakOf(results, "leavesOpen(Arena)").report().liveBytes()).isEqualTo(24);
    assertThat(leakOf(results, "leavesOpenAndLeaks(Arena, Allocator)").report().liveBytes()).isEqualTo(32);
  }

  @Test
  void guardedBlocksFailTheTestThatWritesWhereItMayNot() {
    EngineExecutionResults results = run(PlantedScopes.Guarded.class);
    results.testEvents().assertStatistics(stats -> stats.started(3).succeeded(1).failed(2));
    assertThat(failureOf(results, "writesAfterClose(Allocator)")).isInstanceOf(MemoryCorruptionError.class);
    assertThat(leakOf(results, "writesPastALeak(Allocator)").getSuppressed()).singleElement()
        .isInstanceOf(MemoryCorruptionError.class);
  }
}
