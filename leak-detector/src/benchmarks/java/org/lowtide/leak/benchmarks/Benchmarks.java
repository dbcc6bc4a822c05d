package org.lowtide.leak.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lowtide.benchmarks.Conditions;
import org.lowtide.benchmarks.Preset;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs all benchmarks, one JVM after another, and writes what they say: {@code Benchmarks PRESET RESULTS DOCUMENT}.
 *
 * <p>The results of JMH are left in the folder RESULTS as JSON. The tables replace what stands between the two marks of
 * DOCUMENT, so that no figure is typed by hand. The preset {@code tables} measures nothing and writes the tables again.
 */
public final class Benchmarks {

  /** Native access for all that want it, so that each runs as fast as it can, and no JVM warns. */
  private static final List<String> JVM =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--add-opens=java.base/java.nio=ALL-UNNAMED");

  private static final int MANY = 10;

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
    Report.write(results, Path.of(arguments[2]));
  }

  private void run() throws RunnerException {
    Conditions.now(preset, preset.forks(), preset.measurements()).write(results);
    String[] all = names(Detector.all().stream());
    String[] ours = names(Detector.all().stream().filter(Detector::isOurs));
    String[] ourHeap = names(Detector.all().stream().filter(mode -> mode.allocator().equals("heap")));
    run(Report.WORKLOADS, timed(WorkloadBenchmark.class, preset.forks()).param("mode", all));
    run(Report.LIVE_COUNT, timed(LiveCountBenchmark.class, preset.sideForks()).param("mode", ourHeap));
    run(Report.LIVE_HEAP, oneShot().param("mode", ours).param("live", String.valueOf(liveBlocks())));
    run(Report.LIVE_MANY, oneShot().param("mode", ourHeap).param("live", String.valueOf(MANY * liveBlocks())));
    run(Report.STACKS, timed(StackBenchmark.class, preset.sideForks()));
  }

  private ChainedOptionsBuilder timed(Class<?> benchmark, int forks) {
    return preset.timed(benchmark, forks).jvmArgsPrepend(arguments("-Xms2g", "-Xmx2g"));
  }

  /** One collector whose collections are whole, and room for what {@link LiveHeapBenchmark} keeps. */
  private static ChainedOptionsBuilder oneShot() {
    return new OptionsBuilder()
        .include(LiveHeapBenchmark.class.getName() + "\\.")
        .forks(1)
        .warmupIterations(0)
        .measurementIterations(1)
        .jvmArgsPrepend(arguments("-Xmx8g", "-XX:+UseSerialGC"));
  }

  private void run(String name, ChainedOptionsBuilder options) throws RunnerException {
    new Runner(
        options
            .resultFormat(ResultFormatType.JSON)
            .result(results.resolve(name).toString())
            .build())
        .run();
  }

  /** The blocks of the measurement of heap; ten times as many show that so many can live. */
  private int liveBlocks() {
    return preset == Preset.SMOKE ? 100_000 : 1_000_000;
  }

  private static String[] names(Stream<Detector> modes) {
    return modes.map(Detector::name).toArray(String[]::new);
  }

  private static String[] arguments(String... more) {
    List<String> all = new ArrayList<>(JVM);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
