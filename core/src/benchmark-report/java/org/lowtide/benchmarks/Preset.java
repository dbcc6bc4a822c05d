package org.lowtide.leak.benchmarks;

/** How long to measure. */
enum Preset {
  /** Everything once, hardly warm: whether it runs, not what it costs. */
  SMOKE(1, 1, 20, 1, 20, 100_000),
  /** One JVM for each mode and workload, for a first look. */
  QUICK(1, 3, 150, 2, 150, 1_000_000),
  /** Five JVMs for each mode and workload, for the document. */
  FULL(5, 4, 200, 3, 200, 1_000_000);

  /** The JVMs for what is about ours alone. */
  private static final int MOST_SIDE_FORKS = 2;

  final int forks;
  final int warmUps;
  final int warmUpMillis;
  final int measurements;
  final int measurementMillis;
  /** The blocks of the measurement of heap; ten times as many show that so many can live. */
  final int liveBlocks;

  Preset(int forks, int warmUps, int warmUpMillis, int measurements, int measurementMillis, int liveBlocks) {
    this.forks = forks;
    this.warmUps = warmUps;
    this.warmUpMillis = warmUpMillis;
    this.measurements = measurements;
    this.measurementMillis = measurementMillis;
    this.liveBlocks = liveBlocks;
  }

  /** How many JVMs measure what is not in the table beside others. */
  int sideForks() {
    return Math.min(forks, MOST_SIDE_FORKS);
  }
}
