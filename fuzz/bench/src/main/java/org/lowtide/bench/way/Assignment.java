package org.lowtide.bench.way;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.lowtide.bench.bugs.Bug;
import org.lowtide.bench.bugs.Bugs;

/**
 * What one JVM of the bench has to do: look for one bug, from one seed, for so long.
 *
 * @param bug what to look for
 * @param seed where randomness comes from
 * @param budget the processor time that it may use, its start included
 * @param result the file to write what came of it to
 */
public record Assignment(Bug bug, long seed, Duration budget, Path result) {

  private static final String PREFIX = "lowtide.bench.";
  private static final String SEED = PREFIX + "seed";
  private static final String BUDGET = PREFIX + "budget-millis";
  private static final String RESULT = PREFIX + "result";

  /** The assignment of this JVM. */
  static Assignment current() {
    return new Assignment(
        Bugs.named(property(Bugs.PROPERTY)),
        Long.parseLong(property(SEED)),
        Duration.ofMillis(Long.parseLong(property(BUDGET))),
        Path.of(property(RESULT)));
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  /** The same as options of a JVM. */
  List<String> options() {
    return new ArrayList<>(
        List.of(
            option(Bugs.PROPERTY, bug.id()),
            option(SEED, Long.toString(seed)),
            option(BUDGET, Long.toString(budget.toMillis())),
            option(RESULT, result.toString())));
  }

  private static String option(String name, String value) {
    return "-D" + name + "=" + value;
  }
}
