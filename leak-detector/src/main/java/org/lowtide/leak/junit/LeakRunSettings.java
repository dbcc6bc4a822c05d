package org.lowtide.leak.junit;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is set for a whole run, by JUnit configuration parameters or system properties; the constants name them.
 *
 * @param suppressions the file of known leaks
 * @param wholeRun whether a suppression that was not used is a failure
 * @param reports the folder for reports that programs read
 * @param baseline the file to write that suppresses what leaked
 */
record LeakRunSettings(
    Optional<Path> suppressions, boolean wholeRun, Optional<Path> reports, Optional<Baseline> baseline) {

  static final String SUPPRESSIONS = "lowtide.leak.suppressions";
  static final String UNUSED = "lowtide.leak.suppressions.unused";
  static final String REPORTS = "lowtide.leak.reports";
  static final String BASELINE = "lowtide.leak.baseline";
  static final String BASELINE_REASON = "lowtide.leak.baseline.reason";
  static final String BASELINE_EXPIRES = "lowtide.leak.baseline.expires";

  /** What Surefire and Failsafe pass on to their JVM where only chosen tests run. */
  private static final List<String> CHOSEN_TESTS = List.of("test", "it.test");

  /** A baseline to write. */
  record Baseline(Path file, String reason, LocalDate expires) {}

  /**
   * Reads the settings.
   *
   * @param parameters gives the value of a name
   * @throws IllegalArgumentException where one breaks a rule, in one line
   */
  static LeakRunSettings of(Function<String, Optional<String>> parameters) {
    return new LeakRunSettings(
        parameters.apply(SUPPRESSIONS).map(Path::of),
        wholeRun(parameters),
        parameters.apply(REPORTS).map(Path::of),
        parameters.apply(BASELINE).map(file -> baseline(Path.of(file), parameters)));
  }

  private static boolean wholeRun(Function<String, Optional<String>> parameters) {
    boolean chosenTests = CHOSEN_TESTS.stream().anyMatch(name -> parameters.apply(name).isPresent());
    String unused = parameters.apply(UNUSED).orElse(chosenTests ? "ignore" : "fail");
    return switch (unused) {
      case "fail" -> true;
      case "ignore" -> false;
      default -> throw new IllegalArgumentException(UNUSED + " must be fail or ignore, was \"" + unused + "\"");
    };
  }

  private static Baseline baseline(Path file, Function<String, Optional<String>> parameters) {
    String reason = required(BASELINE_REASON, parameters);
    String expires = required(BASELINE_EXPIRES, parameters);
    try {
      return new Baseline(file, reason, LocalDate.parse(expires));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          BASELINE_EXPIRES + " must be a date like 2027-03-31, was \"" + expires + "\"", e);
    }
  }

  private static String required(String name, Function<String, Optional<String>> parameters) {
    return parameters.apply(name).filter(value -> !value.isBlank()).orElseThrow(
        () -> new IllegalArgumentException(name + " must be set where " + BASELINE + " is, was not"));
  }
}
