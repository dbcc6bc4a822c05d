package org.lowtide.leak.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts the tables of a folder of results into a document, between two marks. */
final class Report {

  static final String WORKLOADS = "workloads.json";
  static final String LIVE_COUNT = "live-count.json";
  static final String LIVE_HEAP = "live-heap.json";
  static final String LIVE_MANY = "live-many.json";
  static final String STACKS = "stacks.json";

  private static final String BEGIN = "<!-- begin: written by the benchmarks -->\n";
  private static final String END = "<!-- end: written by the benchmarks -->\n";

  private Report() {}

  /**
   * Writes the tables.
   *
   * @param results where the runs left theirs
   * @param document a file that has both marks, each on a line of its own
   * @throws IllegalStateException where a benchmark has no result; the tables say which, and are written all the same
   */
  static void write(Path results, Path document) {
    String tables = tables(results);
    try {
      String text = Files.readString(document);
      int begin = text.indexOf(BEGIN);
      int end = text.indexOf(END);
      if (begin < 0 || end < begin) {
        throw new IllegalStateException(
            document + " must have the lines " + BEGIN.strip() + " and " + END.strip() + " in this order");
      }
      Path fresh = document.resolveSibling(document.getFileName() + ".tmp");
      Files.writeString(fresh, text.substring(0, begin + BEGIN.length()) + "\n" + tables + text.substring(end));
      Files.move(fresh, document, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the tables to " + document, e);
    }
    if (tables.contains(MarkdownTable.FAILED)) {
      throw new IllegalStateException(
          "a benchmark failed: see the cells that say so in " + document + ", and the output above");
    }
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
