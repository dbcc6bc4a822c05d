package org.lowtide.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lowtide.bench.bugs.Bug;
import org.lowtide.bench.bugs.Bugs;
import org.lowtide.bench.way.Way;

/** Runs made by hand. */
final class Rows {

  static final Bug FIRST = Bugs.all().get(0);
  static final Bug SECOND = Bugs.all().get(1);

  private Rows() {}

  static Run exposed(Way way, Bug bug, long seed, long operations) {
    return new Run(way.word(), bug.id(), seed, Run.End.EXPOSED, operations / 10, operations, 1.5, 2.5, "LEAK");
  }

  static Run censored(Way way, Bug bug, long seed, long operations) {
    return new Run(way.word(), bug.id(), seed, Run.End.CENSORED, operations / 10, operations, 10, 12, "");
  }

  static BenchOptions options(Path out, int seeds, Way... ways) {
    return new BenchOptions(
        List.of(FIRST, SECOND), List.of(ways), seeds, seeds, Duration.ofSeconds(10), Duration.ofSeconds(10), 2, 1, out);
  }

  static SortedMap<String, String> settings(String build) {
    return new TreeMap<>(java.util.Map.of(RunLog.BUILD, build, "budget", "10000ms"));
  }
}
