package org.lowtide.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How long to measure. */
public enum Preset {
  /** Everything once, hardly warm: whether it runs, not what it costs. */
  SMOKE(1, 1, 20, 1, 20),
  /** One JVM for each row, for a first look. */
  QUICK(1, 3, 150, 2, 150),
  /** Five JVMs for each row, for the document. */
  FULL(5, 4, 200, 3, 200);

  /** The JVMs for what is about ours alone. */
  private static final int MOST_SIDE_FORKS = 2;

  /** As long as the system lets a thread run undisturbed on a busy machine. */
  private static final int SLICE_MILLIS = 5;

  final int forks;
  private final int measurements;
  private final int warmUps;
  private final int warmUpMillis;
  private final int measurementMillis;

  Preset(int forks, int warmUps, int warmUpMillis, int measurements, int measurementMillis) {
    this.forks = forks;
    this.warmUps = warmUps;
    this.warmUpMillis = warmUpMillis;
    this.measurements = measurements;
    this.measurementMillis = measurementMillis;
  }

  /** The one of that name on the command line. */
  public static Preset parse(String name) {
    return Arrays.stream(values())
        .filter(preset -> preset.name().toLowerCase(Locale.ROOT).equals(name))
        .findAny()
        .orElseThrow(
            () -> new IllegalArgumentException("benchmark must be smoke, quick, full or tables, was " + name));
  }

  /** How many JVMs measure one row. */
  public int forks() {
    return forks;
  }

  /** How many JVMs measure what is not in the table beside others. */
  public int sideForks() {
    return Math.min(forks, MOST_SIDE_FORKS);
  }

  /** The measurements of one JVM by {@link #timed}. */
  public int measurements() {
    return measurements;
  }

  /** The measurements of one JVM by {@link #sliced}. */
  public int slices() {
    return measurements * measurementMillis / SLICE_MILLIS;
  }

  /**
   * As {@link #timed}, in slices so short that some meet nothing else on the machine, for tables of the least; and twice as
   * long a warm-up.
   */
  public ChainedOptionsBuilder sliced(Class<?> benchmark, int jvms) {
    return timed(benchmark, jvms)
        .warmupIterations(2 * warmUps)
        .measurementIterations(slices())
        .measurementTime(TimeValue.milliseconds(SLICE_MILLIS));
  }

  /** A run of a class of benchmarks for so long, that looks at what it allocates too. */
  public ChainedOptionsBuilder timed(Class<?> benchmark, int jvms) {
    return new OptionsBuilder()
        .include(benchmark.getName() + "\\.")
        .addProfiler(GCProfiler.class)
        .forks(jvms)
        .warmupIterations(warmUps)
        .warmupTime(TimeValue.milliseconds(warmUpMillis))
        .measurementIterations(measurements)
        .measurementTime(TimeValue.milliseconds(measurementMillis));
  }
}
