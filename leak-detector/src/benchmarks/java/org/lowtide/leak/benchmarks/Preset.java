package org.lowtide.leak.benchmarks;

/** How long to measure. */
enum Preset {
  /** Everything once, hardly warm: whether it runs, not what it costs. About four minutes. */
  SMOKE(1, 1, 20, 1, 20, 100_000),
  /** One JVM for each mode and workload, for a first look. About eight minutes. */
  QUICK(1, 4, 250, 3, 200, 1_000_000),
  /** Five JVMs for each mode and workload, for the document. About half an hour on a quiet machine. */
  FULL(5, 4, 300, 3, 250, 1_000_000);

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
}
