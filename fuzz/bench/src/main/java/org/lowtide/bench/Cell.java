package org.lowtide.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one way did on one bug.
 *
 * @param runs its runs in order of seed; those left out are among them
 */
record Cell(List<Run> runs) {

  Cell {
    runs = List.copyOf(runs);
  }

  /** Runs that ended, or were left out because those before them were in vain. */
  int count() {
    return (int) runs.stream().filter(run -> run.end() != Run.End.FAILED).count();
  }

  int found() {
    return (int) runs.stream().filter(Run::exposed).count();
  }

  boolean isCurtailed() {
    return runs.stream().anyMatch(run -> run.end() == Run.End.CURTAILED);
  }

  /** The median cost to exposure; infinite where fewer than half of the runs exposed the bug. */
  double median(ToDoubleFunction<Run> cost) {
    return median(
        runs.stream()
            .filter(run -> run.end() != Run.End.FAILED)
            .mapToDouble(run -> run.exposed() ? cost.applyAsDouble(run) : Double.POSITIVE_INFINITY)
            .toArray());
  }

  /** What each run says of survival; one that was left out counts as one that went as far as the last that was not. */
  List<Survival.Observation> observations(ToDoubleFunction<Run> cost) {
    double reached =
        runs.stream().filter(run -> run.end() == Run.End.CENSORED).mapToDouble(cost).max().orElse(0);
    return runs.stream()
        .filter(run -> run.end() != Run.End.FAILED)
        .map(
            run -> new Survival.Observation(
                run.end() == Run.End.CURTAILED ? reached : cost.applyAsDouble(run), run.exposed()))
        .toList();
  }

  /** The median of some numbers, the mean of the two in the middle where their number is even; NaN of none. */
  static double median(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
