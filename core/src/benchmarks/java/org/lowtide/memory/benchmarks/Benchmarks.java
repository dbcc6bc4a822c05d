package org.lowtide.memory.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lowtide.benchmarks.Conditions;
import org.lowtide.benchmarks.MarkedText;
import org.lowtide.benchmarks.Preset;
import org.lowtide.benchmarks.Results;
import org.lowtide.vm.MemoryMode;
import org.lowtide.vm.benchmarks.Loop;
import org.lowtide.vm.benchmarks.MachineBenchmark;
import org.lowtide.vm.benchmarks.MachineTable;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * Runs the benchmarks of the memories and the machine, one JVM after another, and writes what they say: {@code Benchmarks
 * PRESET RESULTS DOCUMENT}, as the leak detector's do.
 */
public final class Benchmarks {

  private static final String ACCESS = "access";
  private static final String LIFE = "life";
  private static final String FLOOR = "floor";
  private static final String MACHINE = "machine";

  private final Preset preset;
  private final Path results;

  private Benchmarks(Preset preset, Path results) {
    this.preset = preset;
    this.results = results;
  }

  /**
   * Runs all benchmarks.
   *
   * @param arguments the preset ({@code smoke}, {@code quick}, {@code full} or {@code tables}), the folder for the
   *     results, and the document
   * @throws RunnerException where JMH cannot run
   * @throws IllegalStateException where a benchmark failed; the tables are written all the same, and say which
   */
  public static void main(String[] arguments) throws RunnerException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("arguments must be PRESET RESULTS DOCUMENT, were " + List.of(arguments));
    }
    Path results = Path.of(arguments[1]);
    if (!arguments[0].equals("tables")) {
      new Benchmarks(Preset.parse(arguments[0]), results).run();
    }
    MarkedText.replace(Path.of(arguments[2]), "the benchmarks of memories and machine", tables(results));
  }

  /** All rows once, then all again: what disturbs the machine for a while does not meet one row in all its JVMs. */
  private void run() throws RunnerException {
    int rounds = preset.sideForks();
    Conditions.now(preset, rounds, preset.slices()).write(results);
    for (int round = 1; round <= rounds; round++) {
      run(ACCESS, round, preset.sliced(AccessBenchmark.class, 1).param("subject", Subject.names(false)));
      run(LIFE, round, preset.sliced(LifeBenchmark.class, 1).param("subject", Subject.names(true)));
      run(FLOOR, round, preset.sliced(FloorBenchmark.class, 1));
      run(
          MACHINE,
          round,
          preset.sliced(MachineBenchmark.class, 1)
              .param("loop", names(Loop.values()))
              .param("memory", MemoryMode.LEGACY.name(), MemoryMode.ARENA.name()));
    }
  }

  private void run(String name, int round, ChainedOptionsBuilder options) throws RunnerException {
    new Runner(
        options
            .jvmArgsPrepend("--sun-misc-unsafe-memory-access=allow", "-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch")
            .resultFormat(ResultFormatType.JSON)
            .result(file(results, name, round).toString())
            .build())
        .run();
  }

  private static Path file(Path results, String name, int round) {
    return results.resolve(name + "-" + round + ".json");
  }

  private static String[] names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toArray(String[]::new);
  }

  private static String tables(Path results) {
    return Conditions.read(results).text() + " The least of all measurements of a row counts.\n\n"
        + "### Words, bytes, copies\n\n" + MemoryTables.access(read(results, ACCESS))
        + "### Growth and calls\n\n" + MemoryTables.life(read(results, LIFE)) + MemoryTables.floor(read(results, FLOOR))
        + "### The machine\n\n" + MachineTable.text(read(results, MACHINE));
  }

  private static Results read(Path results, String name) {
    int rounds = Conditions.read(results).forks();
    return Results.read(IntStream.rangeClosed(1, rounds).mapToObj(round -> file(results, name, round)).toList());
  }
}
