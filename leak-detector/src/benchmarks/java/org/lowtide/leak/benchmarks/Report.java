package org.lowtide.leak.benchmarks;

import java.nio.file.Path;
import org.lowtide.benchmarks.Conditions;
import org.lowtide.benchmarks.MarkedText;
import org.lowtide.benchmarks.Results;

/** Puts the tables of a folder of results into a document, between two marks. */
final class Report {

  static final String WORKLOADS = "workloads.json";
  static final String LIVE_COUNT = "live-count.json";
  static final String LIVE_HEAP = "live-heap.json";
  static final String LIVE_MANY = "live-many.json";
  static final String STACKS = "stacks.json";

  private Report() {}

  /**
   * Writes the tables.
   *
   * @param results where the runs left theirs
   * @param document a file that has both marks, each on a line of its own
   * @throws IllegalStateException where a benchmark has no result; the tables say which, and are written all the same
   */
  static void write(Path results, Path document) {
    MarkedText.replace(document, "the benchmarks", tables(results));
  }

  private static String tables(Path results) {
    WorkloadTables workloads = new WorkloadTables(Results.read(results.resolve(WORKLOADS)));
    LiveTables live = new LiveTables(results);
    return Conditions.read(results).text() + "\n\n"
        + "### Time\n\n" + workloads.time()
        + "### Heap allocated\n\n" + workloads.heap()
        + "### Targets: time\n\n" + workloads.counting() + workloads.sites()
        + "### Targets: live blocks\n\n" + live.heap() + live.many() + live.count()
        + "### Ways to record a stack\n\n" + StackTable.text(Results.read(results.resolve(STACKS)));
  }
}
