package org.lowtide.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The share of runs whose bug is still alive, against what the runs have cost: the estimate of Kaplan and Meier (1958),
 * which takes a run that ended without its bug for what it is. The band is that of 95 % on the log-log scale
 * (Kalbfleisch and Prentice), from Greenwood's variance.
 *
 * @param steps where the share drops, in order; before the first it is 1
 * @param end the largest cost of any run
 */
record Survival(List<Step> steps, double end) {

  /** The 0.975 quantile of the normal distribution. */
  private static final double NORMAL_975 = 1.959963984540054;

  /**
   * A run.
   *
   * @param at what it cost
   * @param exposed whether its bug was found then; else it was still alive
   */
  record Observation(double at, boolean exposed) {}

  /**
   * A drop.
   *
   * @param at the cost
   * @param share the share alive from then on
   * @param low the lower end of the band
   * @param high its upper end
   */
  record Step(double at, double share, double low, double high) {}

  /** Estimates it; runs that end at the same cost as an exposure were alive until then. */
  static Survival of(List<Observation> observations) {
    TreeMap<Double, int[]> atCost = new TreeMap<>(); // exposed, others
    for (Observation observation : observations) {
      atCost.computeIfAbsent(observation.at(), _ -> new int[2])[observation.exposed() ? 0 : 1]++;
    }
    List<Step> steps = new ArrayList<>();
    int alive = observations.size();
    double share = 1;
    double variance = 0; // of the logarithm of the share
    for (var entry : atCost.entrySet()) {
      int exposed = entry.getValue()[0];
      if (exposed > 0) {
        share *= 1 - (double) exposed / alive;
        variance += alive == exposed ? 0 : (double) exposed / ((double) alive * (alive - exposed));
        steps.add(step(entry.getKey(), share, variance, steps));
      }
      alive -= exposed + entry.getValue()[1];
    }
    return new Survival(steps, atCost.isEmpty() ? 0 : atCost.lastKey());
  }

  private static Step step(double at, double share, double variance, List<Step> before) {
    if (share == 0) { // its variance is unknown: the band stays where it was
      return new Step(at, 0, 0, before.isEmpty() ? 1 : before.getLast().high());
    }
    double width = NORMAL_975 * Math.sqrt(variance) / Math.log(share);
    return new Step(at, share, Math.pow(share, Math.exp(-width)), Math.pow(share, Math.exp(width)));
  }
}
