package org.lowtide.memory.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import org.lowtide.benchmarks.MarkdownTable;
import org.lowtide.benchmarks.Results;

/** The tables about memories: a row for each workload, a column for each memory, and the ratio that is targeted. */
final class MemoryTables {

  /** The most that the arena may cost, in times of the plain array. */
  private static final double MOST = 1.05;

  /** The least that an array for each frame costs, in times of the arena. */
  private static final double LEAST = 1.8;

  private static final Map<String, String> SIZES = Map.of("4096", "4 KiB", "1048576", "1 MiB");

  private final Results results;

  private MemoryTables(Results results) {
    this.results = results;
  }

  /** Words, bytes and copies. */
  static String access(Results results) {
    MemoryTables tables = new MemoryTables(results);
    MarkdownTable table = table(List.of("arena / plain array", "target", "arena, B"), false);
    for (String method : results.methods()) {
      for (String size : List.of("4096", "1048576")) {
        Map<String, String> parameters = Map.of("bytes", size);
        String target = method.equals("copy") ? "" : "at most " + MOST;
        tables.row(
            table,
            "`" + method + "` in " + SIZES.get(size),
            method,
            parameters,
            List.of(
                tables.ratio(
                    method, parameters, Subject.ARENA, Subject.PLAIN, ratio -> target.isEmpty() || ratio <= MOST),
                target,
                tables.allocated(method, parameters)));
      }
    }
    return "Nanoseconds for one access, and the bytes of heap that one in the arena allocates. In bold: not as targeted."
        + " `MemoryV2` and `LegacyMemory` are behind the adapter of the machine, whose reads make an array each.\n\n"
        + table.text();
  }

  /** Growth and calls. */
  static String life(Results results) {
    MemoryTables tables = new MemoryTables(results);
    MarkdownTable table = table(List.of("array per frame / arena", "target", "arena, B"), true);
    for (String method : results.methods()) {
      tables.row(
          table,
          "`" + method + "`",
          method,
          Map.of(),
          List.of(
              tables.ratio(method, Map.of(), Subject.PER_FRAME, Subject.ARENA, ratio -> ratio >= LEAST),
              "at least " + LEAST,
              tables.allocated(method, Map.of())));
    }
    return "Microseconds for the whole: growth from 0 to 1 MiB by words, 1024 frames of 1 KiB nested and reverted, 1024 calls"
        + " of 1 KiB one after another. *Fresh*: the memory is opened and closed within, as the first frame of a transaction"
        + " meets it. *Open*: it has been so large before, as the frames after that meet it.\n\n" + table.text();
  }

  /** What growth cannot cost less than. */
  static String floor(Results results) {
    MarkdownTable table = new MarkdownTable(List.of("arrays alone"), List.of("microseconds"));
    for (String method : results.methods()) {
      table.row(List.of("`" + method + "`", MarkdownTable.number(results.least(method, Map.of()))));
    }
    return "What the arrays of such a growth cost when nothing is done with them: one of 1 MiB, and one that begins with 1 KiB"
        + " and is copied to twice its size until it has 1 MiB.\n\n" + table.text();
  }

  private static MarkdownTable table(List<String> more, boolean nesting) {
    List<String> columns = new ArrayList<>();
    subjects(nesting).forEach(subject -> columns.add(subject.title));
    columns.addAll(more);
    return new MarkdownTable(List.of("workload"), columns);
  }

  /** The access table shows all; the other has no row of a memory without contexts. */
  private void row(
      MarkdownTable table, String title, String method, Map<String, String> parameters, List<String> more) {
    List<String> cells = new ArrayList<>(List.of(title));
    for (Subject subject : subjects(parameters.isEmpty())) {
      cells.add(MarkdownTable.number(results.least(method, with(parameters, subject))));
    }
    cells.addAll(more);
    table.row(cells);
  }

  private static List<Subject> subjects(boolean nesting) {
    return Subject.all().stream().filter(subject -> subject.nests() || !nesting).toList();
  }

  private String ratio(
      String method, Map<String, String> parameters, Subject part, Subject of, DoublePredicate met) {
    OptionalDouble dividend = results.least(method, with(parameters, part));
    OptionalDouble divisor = results.least(method, with(parameters, of));
    if (dividend.isEmpty() || divisor.isEmpty()) {
      return MarkdownTable.FAILED;
    }
    double ratio = dividend.getAsDouble() / divisor.getAsDouble();
    String number = MarkdownTable.number(ratio);
    return met.test(ratio) ? number : "**" + number + "**";
  }

  private String allocated(String method, Map<String, String> parameters) {
    return MarkdownTable.number(results.secondary(method, with(parameters, Subject.ARENA), "gc.alloc.rate.norm"));
  }

  private static Map<String, String> with(Map<String, String> parameters, Subject subject) {
    return parameters.isEmpty() ? Map.of("subject", subject.name())
        : Map.of("subject", subject.name(), "bytes", parameters.getOrDefault("bytes", ""));
  }
}
