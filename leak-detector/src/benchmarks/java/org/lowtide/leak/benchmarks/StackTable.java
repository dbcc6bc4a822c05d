package org.lowtide.leak.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lowtide.benchmarks.MarkdownTable;
import org.lowtide.benchmarks.Results;

/** The table made from {@link StackBenchmark}. */
final class StackTable {

  private static final List<String> DEPTHS = List.of("20", "100");

  private StackTable() {}

  /** Time and heap of each way, at each depth. */
  static String text(Results results) {
    List<String> columns = new ArrayList<>();
    DEPTHS.forEach(depth -> columns.addAll(List.of("ns at depth " + depth, "bytes")));
    MarkdownTable table = new MarkdownTable(List.of("way"), columns);
    for (String method : results.methods()) {
      List<String> cells = new ArrayList<>(List.of("`" + method + "`"));
      for (String depth : DEPTHS) {
        Map<String, String> parameters = Map.of("depth", depth);
        cells.add(MarkdownTable.number(results.median(method, parameters)));
        cells.add(MarkdownTable.number(results.secondary(method, parameters, "gc.alloc.rate.norm")));
      }
      table.row(cells);
    }
    return "The methods of `StackBenchmark`, which say what they do; the number is that of frames walked. *Told* means that the"
        + " walker was made with that number as its estimate.\n\n" + table.text();
  }
}
