package org.lowtide.fuzz.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.lowtide.fuzz.junit.PlantedMemories.LeakyArena;
import org.lowtide.fuzz.junit.PlantedMemories.LegacyWithoutLedger;
import org.lowtide.fuzz.junit.PlantedMemories.PoolThatClosesTwice;

/** The inherited contract finds planted bugs, and says how to see them again. */
final class PlantedMemoriesTest {

  private static final Pattern AGAIN = Pattern.compile("#givenProgramRuns' -Dlowtide\\.program=([0-9a-f]+)");

  @Test
  void theOldDesignFailsTheRulesThatItBreaks() {
    Events tests = run(LegacyWithoutLedger.class);
    assertThat(failedNames(tests)).contains(
        "contextsSeeTheirOwnBytesOnly()", "commitAppendsTheChild()", "newWordsAreTheContextsOwn()",
        "endedHandlesAreRefused()", "sizesAreExact()", "oneLimitForAll()", "corpusReplays()", "tracesReplay()",
        "randomProgramsRun()");
    assertThat(failedNames(tests)).doesNotContain("givenProgramRuns()");
  }

  @Test
  void aLeakIsReportedWithItsPlaceAndTheLineThatRunsItAgain() {
    String message = failures(run(LeakyArena.class)).getFirst();
    assertThat(message).contains("16 bytes", "PlantedMemories$LeakyProvider.forget", "LeakyArena#givenProgramRuns");
    Matcher again = AGAIN.matcher(message);
    assertThat(again.find()).isTrue();
    System.setProperty("lowtide.program", again.group(1));
    try {
      assertThat(failedNames(run(LeakyArena.class))).contains("givenProgramRuns()");
    } finally {
      System.clearProperty("lowtide.program");
    }
  }

  @Test
  void aPoolFailsTheRuleThatItBreaksAndSaysHowToRunThatAgain() {
    Events tests = run(PoolThatClosesTwice.class);
    assertThat(failedNames(tests)).contains("aBlockIsClosedOnce()", "corpusReplays()", "randomProgramsRun()")
        .doesNotContain("theLimitIsKept()", "zeroedBlocksAreZero()", "givenProgramRuns()");
    assertThat(failures(tests)).allMatch(
        message -> message.contains("PoolThatClosesTwice#givenProgramRuns' -Dlowtide.program=02")
            && message.contains("rule       A8"));
  }

  private static Events run(Class<?> test) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(test)).execute().testEvents();
  }

  private static List<String> failedNames(Events tests) {
    return tests.failed().map(event -> event.getTestDescriptor().getLegacyReportingName()).toList();
  }

  private static List<String> failures(Events tests) {
    return tests.failed().map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> String.valueOf(result.getThrowable().orElseThrow().getMessage())).toList();
  }
}
