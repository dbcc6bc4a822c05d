package org.lowtide.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lowtide.bench.bugs.Bug;
import org.lowtide.bench.way.Way;

/** The runs of a bench, arranged by bug and way. Thread rule: immutable. */
final class Results {

  private final BenchOptions options;
  private final RunLog log;

  Results(BenchOptions options, RunLog log) {
    this.options = options;
    this.log = log;
  }

  BenchOptions options() {
    return options;
  }

  Cell cell(Way way, Bug bug) {
    List<Run> runs = new ArrayList<>();
    for (int seed = 1; seed <= options.seeds(way); seed++) {
      Run run = log.find(way.word(), bug.id(), seed);
      if (run != null) {
        runs.add(run);
      }
    }
    return new Cell(runs);
  }

  /** How many bugs a way found from at least one seed. */
  int found(Way way) {
    return (int) options.bugs().stream().filter(bug -> cell(way, bug).found() > 0).count();
  }

  /** The bugs that a way has been tried on. */
  List<Bug> tried(Way way) {
    return options.bugs().stream().filter(bug -> cell(way, bug).count() > 0).toList();
  }

  /** The median over some bugs of a way's median cost; infinite where it does not find most of them, NaN of none. */
  double medianBug(Way way, List<Bug> bugs, ToDoubleFunction<Run> cost) {
    return Cell.median(bugs.stream().mapToDouble(bug -> cell(way, bug).median(cost)).toArray());
  }

  /** How many runs there are, those that were left out among them. */
  int done() {
    return options.ways().stream()
        .mapToInt(way -> options.bugs().stream().mapToInt(bug -> cell(way, bug).count()).sum())
        .sum();
  }

  Survival survival(Way way, ToDoubleFunction<Run> cost) {
    return Survival.of(
        options.bugs().stream().flatMap(bug -> cell(way, bug).observations(cost).stream()).toList());
  }

  List<Run> failed() {
    return log.all().stream().filter(run -> run.end() == Run.End.FAILED).toList();
  }

  boolean has(Way way) {
    return options.ways().contains(way);
  }
}
