package org.lowtide.leak.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lowtide.leak.junit.EngineRuns.AUTODETECTION;
import static org.lowtide.leak.junit.EngineRuns.failureOf;
import static org.lowtide.leak.junit.EngineRuns.leakOf;
import static org.lowtide.leak.junit.EngineRuns.leaksOf;
import static org.lowtide.leak.junit.EngineRuns.run;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.lowtide.leak.TrackingLevel;

/** Tests are checked without code, beside other resolvers, at the configured level; and are told what is not allowed. */
final class LeakCheckAutodetectionTest {

  @Test
  void testsWithoutTheAnnotationAreChecked() {
    EngineExecutionResults results = run(PlantedResolvers.Plain.class, AUTODETECTION);
    results.testEvents().assertStatistics(stats -> stats.started(4).succeeded(2).failed(2));
    assertThat(leaksOf(results)).extracting(leak -> leak.report().liveBytes()).containsExactly(8L, 8L);
  }

  @Test
  void nothingIsCheckedWhereItIsNotAskedFor() {
    run(PlantedResolvers.Plain.class).allEvents().assertStatistics(stats -> stats.failed(1));
  }

  @Test
  void theAnnotationStillCountsAndNothingIsCheckedTwice() {
    EngineExecutionResults results = run(PlantedResolvers.Annotated.class, AUTODETECTION);
    assertThat(leakOf(results, "leaks(TrackingAllocator)").getSuppressed()).isEmpty();
    run(PlantedLeaks.Clean.class, AUTODETECTION).testEvents()
        .assertStatistics(stats -> stats.started(4).succeeded(4));
  }

  @ParameterizedTest
  @ValueSource(classes = {
      PlantedResolvers.OwnByType.class,
      PlantedResolvers.OwnByField.class,
      PlantedResolvers.OwnByInstanceField.class,
      PlantedResolvers.OwnByParameter.class})
  void aResolverOfTheTestsOwnGoesFirst(Class<?> testClass) {
    EngineExecutionResults results = run(testClass, AUTODETECTION);
    results.testEvents().assertStatistics(stats -> stats.failed(0));
    assertThat(results.testEvents().succeeded().count()).isPositive();
  }

  @Test
  void theConfiguredLevelIsThatOfTestsWhichSayNone() {
    for (String level : new String[] {"COUNT", " count "}) {
      run(PlantedResolvers.Levels.class, Map.of(TrackingLevel.PROPERTY, level)).testEvents()
          .assertStatistics(stats -> stats.started(3).succeeded(3));
    }
  }

  @Test
  void anUnknownLevelIsOneLine() {
    EngineExecutionResults results = run(PlantedResolvers.Levels.class,
        Map.of(TrackingLevel.PROPERTY, "LOU\nD"));
    results.testEvents().assertStatistics(stats -> stats.started(3).succeeded(1).failed(2));
    assertThat(failureOf(results, "saysNothing(TrackingAllocator)")).rootCause()
        .hasMessageStartingWith("lowtide.leak.level must be one of [").hasMessageEndingWith("], was \"LOU\\u000aD\"");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "limit | limitBytes must be at least 0, was -5",
      "quarantine | quarantineBytes must be at least 0, was -1",
      "levels | level must be one level or none, was [COUNT, SITES]"})
  void aSettingThatIsNotAllowedIsOneLineWithItsPlace(String test, String rule) {
    assertThat(failureOf(run(PlantedResolvers.Wrong.class), test + "(Allocator)")).rootCause()
        .hasMessageStartingWith("@LeakCheck on ").hasMessageContaining("Wrong." + test + "(")
        .hasMessageEndingWith(": " + rule).hasMessageNotContaining("\n");
  }
}
