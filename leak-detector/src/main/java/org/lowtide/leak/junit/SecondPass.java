package org.lowtide.leak.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.lowtide.leak.LeakError;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.TrackingLevel;
import org.lowtide.leak.TwoPass;
import org.lowtide.leak.internal.OneLine;

/** Runs a test that leaked once more, by itself, with stacks at exactly the allocations that leaked. */
final class SecondPass {

  /** The ordinals, comma-separated, set for the second run alone; so it is also how a run knows that it is one. */
  private static final String SITES_AT = "lowtide.leak.junit.sitesAt";

  private static final String ENGINE = "[engine:junit-jupiter]";

  /** An extension is not told which parameters are set, so those that may matter to one test are asked for by name. */
  private static final List<String> PASSED_ON = List.of(
      TrackingLevel.PROPERTY,
      "junit.jupiter.extensions.autodetection.enabled",
      "junit.jupiter.extensions.autodetection.include",
      "junit.jupiter.extensions.autodetection.exclude",
      "junit.jupiter.testinstance.lifecycle.default",
      "junit.jupiter.displayname.generator.default",
      "junit.jupiter.conditions.deactivate",
      "junit.jupiter.tempdir.factory.default");

  private SecondPass() {}

  /** The allocations whose stacks this run records; empty where it is none. */
  static long[] sitesAt(ExtensionContext context) {
    return context.getConfigurationParameter(SITES_AT).stream().flatMap(list -> Stream.of(list.split(",", -1)))
        .mapToLong(Long::parseLong).toArray();
  }

  static boolean isOne(ExtensionContext context) {
    return context.getConfigurationParameter(SITES_AT).isPresent();
  }

  /**
   * Makes more of a report without places.
   *
   * @param counted what the first run left live
   * @param ordinals which allocations those are
   * @return the report of the second run, or {@code counted} with a note of why there is none
   */
  static LeakReport explain(ExtensionContext context, LeakReport counted, long[] ordinals) {
    try {
      AtomicReference<@Nullable TestExecutionResult> result = new AtomicReference<>();
      String id = context.getUniqueId().substring(Math.max(0, context.getUniqueId().lastIndexOf(ENGINE)));
      launch(context, id, ordinals, result);
      return explained(counted, Optional.ofNullable(result.get()));
    } catch (LinkageError e) {
      return counted.withNote("The second pass needs junit-platform-launcher on the class path: " + e);
    } catch (RuntimeException e) {
      return counted.withNote("The second pass could not be run: " + OneLine.of(e.toString()));
    }
  }

  private static void launch(ExtensionContext context, String id, long[] ordinals,
      AtomicReference<@Nullable TestExecutionResult> result) {
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request().selectors(selectUniqueId(id))
        .filters(includeEngines("junit-jupiter"))
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
        .configurationParameter(SITES_AT,
            LongStream.of(ordinals).mapToObj(Long::toString).collect(Collectors.joining(",")));
    PASSED_ON.forEach(key -> context.getConfigurationParameter(key)
        .ifPresent(value -> request.configurationParameter(key, value)));
    launch(request.build(), new TestExecutionListener() {
      @Override
      public void executionFinished(TestIdentifier test, TestExecutionResult finished) {
        if (test.getUniqueId().equals(id)) {
          result.set(finished);
        }
      }
    });
  }

  /** Nobody else listens: a second pass is no test of its own to those who count them. */
  private static void launch(LauncherDiscoveryRequest request, TestExecutionListener listener) {
    LauncherConfig quiet = LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false)
        .enableLauncherSessionListenerAutoRegistration(false).enableLauncherDiscoveryListenerAutoRegistration(false)
        .enablePostDiscoveryFilterAutoRegistration(false).build();
    LauncherFactory.create(quiet).execute(request, listener);
  }

  private static LeakReport explained(LeakReport counted, Optional<TestExecutionResult> result) {
    if (result.isEmpty()) {
      return counted.withNote("The second pass did not get to the test, so the places are not known.");
    }
    Optional<LeakReport> placed = result.get().getThrowable().stream()
        .flatMap(thrown -> Stream.concat(Stream.of(thrown), Stream.of(thrown.getSuppressed())))
        .filter(LeakError.class::isInstance).map(each -> ((LeakError) each).report()).findFirst();
    return placed.map(report -> TwoPass.combine(counted, report)).orElseGet(() -> counted
        .withNote("The second pass left nothing live: the test does not do the same each time, so the places are not"
            + " known."));
  }
}
