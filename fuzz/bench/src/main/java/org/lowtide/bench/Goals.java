package org.lowtide.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lowtide.bench.bugs.Bug;
import org.lowtide.bench.way.Way;

/** What is wanted of ours, and where it falls short: a line for each goal, then one for each bug that misses it. */
final class Goals {

  private static final double WANTED_SHARE = 0.9;
  private static final double WANTED_RATIO = 1.0 / 3;
  private static final double MOST_TIME = 2;
  private static final int WANTED_SEEDS = 10;

  private final Results results;
  private final List<String> lines = new ArrayList<>();

  private Goals(Results results) {
    this.results = results;
  }

  static List<String> lines(Results results) {
    Goals goals = new Goals(results);
    if (results.has(Way.LOWTIDE)) {
      goals.found();
      goals.operations();
      goals.time();
    }
    return goals.lines;
  }

  private void found() {
    List<String> missed = new ArrayList<>();
    for (Bug bug : results.tried(Way.LOWTIDE)) {
      Cell cell = results.cell(Way.LOWTIDE, bug);
      if (cell.found() < WANTED_SHARE * cell.count()) {
        missed.add("`" + bug.id() + "` " + cell.found() + "/" + cell.count());
      }
    }
    int seeds = results.tried(Way.LOWTIDE).stream()
        .mapToInt(bug -> results.cell(Way.LOWTIDE, bug).count())
        .min()
        .orElse(0);
    goal(
        "found by `lowtide` within " + results.options().budget(Way.LOWTIDE).toSeconds()
            + " s from at least 9 of 10 seeds" + (seeds < WANTED_SEEDS ? ", judged by " + seeds : ""),
        missed);
  }

  private void operations() {
    if (!results.has(Way.NAIVE)) {
      return;
    }
    List<Bug> both = results.tried(Way.NAIVE).stream().filter(results.tried(Way.LOWTIDE)::contains).toList();
    if (both.isEmpty()) {
      return;
    }
    double ours = results.medianBug(Way.LOWTIDE, both, Run::operations);
    double naive = results.medianBug(Way.NAIVE, both, Run::operations);
    String goal = "operations at the median bug at most a third of `naive`'s";
    String figures = Numbers.count(ours) + " against " + Numbers.count(naive);
    boolean met = ours <= WANTED_RATIO * naive && ours < Double.POSITIVE_INFINITY;
    lines.add("- " + (met ? "met: " : "**missed**: ") + goal + ": " + figures
        + (naive < Double.POSITIVE_INFINITY ? String.format(Locale.ROOT, ", ratio %.3f", ours / naive)
            : ", `naive` does not find the median bug"));
  }

  /** Says what it was judged by: a phase that was not run alone says nothing of this goal. */
  private void time() {
    List<String> missed = new ArrayList<>();
    List<String> judged = new ArrayList<>();
    for (Way way : List.of(Way.RANDOM, Way.GUIDED)) {
      List<Bug> both = results.has(way)
          ? results.tried(way).stream().filter(results.tried(Way.LOWTIDE)::contains).toList()
          : List.of();
      if (!both.isEmpty()) {
        judged.add("`" + way.word() + "` on " + both.size() + (both.size() == 1 ? " bug" : " bugs"));
      }
      for (Bug bug : both) {
        double ours = results.cell(Way.LOWTIDE, bug).median(Run::cpuSeconds);
        double other = results.cell(way, bug).median(Run::cpuSeconds);
        if (ours > MOST_TIME * other) {
          missed.add("`" + bug.id() + "` " + Numbers.seconds(ours) + " against " + Numbers.seconds(other) + " of `"
              + way.word() + "`");
        }
      }
    }
    if (!judged.isEmpty()) {
      goal(
          "no bug takes `lowtide` more than twice the time of a phase alone, judged by " + String.join(" and ", judged),
          missed);
    }
  }

  private void goal(String goal, List<String> missed) {
    lines.add(
        missed.isEmpty()
            ? "- met: " + goal
            : "- **missed** for " + missed.size() + " of " + results.tried(Way.LOWTIDE).size() + " bugs: " + goal + ": "
                + String.join(", ", missed));
  }
}
