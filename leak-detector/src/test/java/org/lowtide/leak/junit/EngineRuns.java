package org.lowtide.leak.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;
import org.lowtide.leak.LeakError;

/** Runs planted test classes under the real engine, and finds what failed how. */
final class EngineRuns {

  static final Map<String, String> PARALLEL = Map.of(
      "junit.jupiter.execution.parallel.enabled", "true",
      "junit.jupiter.execution.parallel.mode.default", "concurrent",
      "junit.jupiter.execution.parallel.config.strategy", "fixed",
      "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");

  static final Map<String, String> AUTODETECTION = Map.of("junit.jupiter.extensions.autodetection.enabled", "true");

  private EngineRuns() {}

  static EngineExecutionResults run(Class<?> testClass) {
    return run(testClass, Map.of());
  }

  static EngineExecutionResults run(Class<?> testClass, Map<String, String> parameters) {
    return EngineTestKit.engine("junit-jupiter").configurationParameters(parameters)
        .selectors(selectClass(testClass)).execute();
  }

  static Throwable failureOf(EngineExecutionResults results, String displayName) {
    return failures(results.testEvents().failed().filter(
        failed -> failed.getTestDescriptor().getDisplayName().equals(displayName)).toList()).getFirst();
  }

  static LeakError leakOf(EngineExecutionResults results, String displayName) {
    return (LeakError) failureOf(results, displayName);
  }

  static List<LeakError> leaksOf(EngineExecutionResults results) {
    return failures(results.testEvents().failed().list()).stream().map(LeakError.class::cast).toList();
  }

  /** What a class, or another container, failed with after its tests. */
  static Throwable failureOfContainer(EngineExecutionResults results) {
    Events failed = results.containerEvents().failed();
    return failures(failed.list()).getFirst();
  }

  private static List<Throwable> failures(List<Event> failed) {
    return failed.stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow()).toList();
  }
}
