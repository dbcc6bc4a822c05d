package org.lowtide.leak.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.Suppressions;
import org.lowtide.leak.report.LeakJson;

/**
 * What the leak checks of one JUnit session share: the suppressions, and the reports of what was live. At the end of a
 * request the reports are written, and a suppression that has expired or was not used fails the run.
 *
 * <p>It lives as long as the session, since Surefire makes several requests of one where it has several forks, or where
 * failed tests run again: what was used and what was live adds up. It is looked at where the request ends and not where
 * the session does, since JUnit reports a failure there as one of the engine, which fails the build as a test does; a
 * failure of the session looks like a JVM that broke.
 *
 * <p>Thread-safe.
 */
final class LeakRun {

  private static final Namespace NAMESPACE = Namespace.create(LeakRun.class);
  private static final Logger LOG = System.getLogger("org.lowtide.leak");

  private final LeakRunSettings settings;
  private final Suppressions suppressions;
  private final Optional<ReportFiles> files;
  private final Queue<LeakReport> reports = new ConcurrentLinkedQueue<>();

  private LeakRun(LeakRunSettings settings) {
    this.settings = settings;
    this.suppressions = settings.suppressions().map(LeakRun::load).orElseGet(Suppressions::none);
    this.files = settings.reports().map(ReportFiles::new);
    if (files.isPresent()) {
      checkJackson();
    }
  }

  /**
   * The run that a test belongs to.
   *
   * @throws IllegalArgumentException where a setting or the file of suppressions breaks a rule, in one line
   */
  static LeakRun of(ExtensionContext context) {
    LeakRun run = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE).getOrComputeIfAbsent(LeakRun.class,
        _ -> new LeakRun(LeakRunSettings.of(context::getConfigurationParameter)), LeakRun.class);
    AutoCloseable atEnd = run::end;
    context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(AutoCloseable.class, _ -> atEnd, AutoCloseable.class);
    return run;
  }

  /**
   * Takes note of what a test left live, and says in JUnit's own report what of it is suppressed.
   *
   * @throws org.lowtide.leak.LeakError where something live is not suppressed
   */
  void check(ExtensionContext context, LeakReport live) {
    if (live.isEmpty()) {
      return;
    }
    LeakReport report = suppressions.apply(live);
    reports.add(report);
    report.assertNoLeaks();
    context.publishReportEntry("lowtide", report.text());
  }

  /**
   * Ends a request.
   *
   * @throws AssertionError with a line for each suppression that has expired or was not used
   * @throws UncheckedIOException where a report cannot be written
   */
  void end() {
    List<LeakReport> sorted =
        reports.stream().sorted(Comparator.comparing(LeakReport::name).thenComparing(LeakReport::text)).toList();
    sorted.stream().filter(report -> report.suppressedBlocks() > 0)
        .forEach(report -> LOG.log(Level.INFO, () -> report.name() + ": " + report.summary()));
    try {
      write(sorted);
    } catch (IOException e) {
      throw new UncheckedIOException("a leak report cannot be written: " + e, e);
    }
    if (settings.wholeRun()) {
      suppressions.assertNoProblems();
    } else {
      suppressions.assertNoneExpired();
    }
  }

  private void write(List<LeakReport> sorted) throws IOException {
    if (files.isPresent()) {
      files.get().write(sorted);
    }
    if (settings.baseline().isPresent()) {
      LeakRunSettings.Baseline baseline = settings.baseline().get();
      Suppressions.writeBaseline(baseline.file(), sorted, baseline.reason(), baseline.expires());
    }
  }

  /** Says what is missing before the tests run, not after. */
  private static void checkJackson() {
    try {
      Objects.requireNonNull(LeakJson.of(List.of()));
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          LeakRunSettings.REPORTS + " must be set only with com.fasterxml.jackson.core:jackson-core on the class path",
          e);
    }
  }

  private static Suppressions load(Path file) {
    try {
      return Suppressions.load(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          LeakRunSettings.SUPPRESSIONS + " must name a file that can be read, was " + file + ": " + e, e);
    }
  }
}
