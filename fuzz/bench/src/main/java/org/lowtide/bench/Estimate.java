package org.lowtide.bench;

import java.time.Duration;
import org.lowtide.bench.bugs.Bug;
import org.lowtide.bench.way.Way;

/**
 * How long the runs that are not done yet will take: of each way, what its runs have taken so far on average, with a few
 * seconds for those that find and the whole budget for a fifth of the bugs until more is known. That is processor time,
 * and longer by the clock where more run at once than there are processors.
 */
final class Estimate {

  private static final double USUAL_SECONDS = 4;
  private static final double USUAL_SHARE_IN_VAIN = 0.2;
  private static final int WEIGHT = 5;

  private Estimate() {}

  static Duration left(Results results) {
    double seconds = 0;
    for (Way way : results.options().ways()) {
      seconds += left(results, way);
    }
    return Duration.ofMillis(Math.round(1000 * seconds / results.options().jobs()));
  }

  private static double left(Results results, Way way) {
    BenchOptions options = results.options();
    double budget = options.budget(way).toMillis() / 1000.0;
    double crowd = Math.max(1, (double) options.jobs() / Runtime.getRuntime().availableProcessors());
    double spent =
        crowd * WEIGHT * (USUAL_SHARE_IN_VAIN * budget + (1 - USUAL_SHARE_IN_VAIN) * Math.min(budget, USUAL_SECONDS));
    int done = WEIGHT;
    int left = 0;
    for (Bug bug : options.bugs()) {
      Cell cell = results.cell(way, bug);
      spent += cell.runs().stream().mapToDouble(Run::wallSeconds).sum();
      done += cell.runs().size();
      boolean lost = cell.runs().size() >= options.hopeless() && cell.found() == 0;
      left += lost ? 0 : options.seeds(way) - cell.runs().size();
    }
    return left * spent / done;
  }
}
