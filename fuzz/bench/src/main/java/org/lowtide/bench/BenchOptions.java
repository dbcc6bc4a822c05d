package org.lowtide.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.lowtide.bench.bugs.Bug;
import org.lowtide.bench.way.Way;

/**
 * What a bench is asked for.
 *
 * @param bugs what to find
 * @param ways how
 * @param seeds how many runs each bug gets from ours and from the naive harness
 * @param otherSeeds how many it gets from the other ways
 * @param budget the processor time of one run of ours
 * @param otherBudget that of one run of another way, the naive harness included
 * @param hopeless how many runs in vain have a way give a bug up
 * @param jobs how many runs at once
 * @param out the folder of the results
 */
record BenchOptions(
    List<Bug> bugs,
    List<Way> ways,
    int seeds,
    int otherSeeds,
    Duration budget,
    Duration otherBudget,
    int hopeless,
    int jobs,
    Path out) {

  int seeds(Way way) {
    return way.equals(Way.LOWTIDE) || way.equals(Way.NAIVE) ? seeds : otherSeeds;
  }

  Duration budget(Way way) {
    return way.equals(Way.LOWTIDE) ? budget : otherBudget;
  }

  int runs() {
    return bugs.size() * ways.stream().mapToInt(this::seeds).sum();
  }
}
