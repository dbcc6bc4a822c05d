package org.lowtide.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * When, on what and for how long was measured.
 *
 * @param date in UTC, as of ISO 8601
 * @param preset as on the command line
 * @param processors that the JVM may use
 * @param load the load average of the last minute before the run, negative where the system has none
 * @param jvm name and version
 * @param system name and architecture
 * @param forks JVMs for each mode and workload
 * @param measurements in each of these JVMs
 * @param peers the names and versions of what ours is measured beside
 */
public record Conditions(
    String date,
    String preset,
    int processors,
    double load,
    String jvm,
    String system,
    int forks,
    int measurements,
    String peers) {

  private static final String FILE = "conditions.json";

  /** What holds now, for so many JVMs for each row and so many measurements in each. */
  public static Conditions now(Preset preset, int forks, int measurements) {
    return new Conditions(
        LocalDate.now(ZoneOffset.UTC).toString(),
        preset.name().toLowerCase(Locale.ROOT),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        forks,
        measurements,
        System.getProperty("benchmark.peers", "yardsticks of our own"));
  }

  /** Leaves them beside the results. */
  public void write(Path results) {
    try {
      Files.createDirectories(results);
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(results.resolve(FILE).toFile(), this);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the conditions to " + results, e);
    }
  }

  /** Those of the results in a folder. */
  public static Conditions read(Path results) {
    try {
      return new ObjectMapper().readValue(results.resolve(FILE).toFile(), Conditions.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the conditions of " + results, e);
    }
  }

  /** One paragraph for the document. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "Measured on %s by the preset `%s`: forks for each mode and workload: %d; measurements in each: %d. %d processors, %s, "
            + "%s. Load average before the run: %.2f. Beside %s.",
        date,
        preset,
        forks,
        measurements,
        processors,
        system,
        jvm,
        load,
        peers);
  }
}
