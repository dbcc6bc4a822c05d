package org.lowtide.leak.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.lowtide.benchmarks.MarkdownTable;
import org.lowtide.benchmarks.Results;

/** The tables made from {@link WorkloadBenchmark}: what each detector costs, and how that compares. */
final class WorkloadTables {

  private static final double MOST_OF_COUNT = 1.15;

  /** The benchmark's methods, and what the tables call them. */
  private static final List<String> METHODS =
      List.of("pairs0064", "pairs0512", "pairs8192", "batch", "mixed", "nested");
  private static final List<String> TITLES =
      List.of("(a) 64 B", "(a) 512 B", "(a) 8 KiB", "(b) batch", "(c) mixed", "(d) nested");

  private final Results results;

  WorkloadTables(Results results) {
    this.results = results;
  }

  /** Time of an operation of each detector, and how many times that of its own allocator with nothing tracked. */
  String time() {
    List<String> columns = new ArrayList<>(TITLES);
    columns.add("spread");
    MarkdownTable table = new MarkdownTable(List.of("allocator", "level", "finds"), columns);
    for (Detector detector : Detector.all()) {
      List<String> cells = new ArrayList<>(List.of(detector.allocator(), detector.level(), detector.finds()));
      METHODS.forEach(method -> cells.add(timed(detector, method)));
      cells.add(widest(detector));
      table.row(cells);
    }
    return "Nanoseconds for the whole life of a block: allocated and freed. In brackets: times the same allocator with nothing"
        + " tracked. Spread: the widest distance between the quarter points of the measurements, over the six columns.\n\n"
        + table.text();
  }

  private String timed(Detector detector, String method) {
    OptionalDouble bare = median(detector.bare(), method);
    OptionalDouble own = median(detector, method);
    if (own.isEmpty() || bare.isEmpty() || detector.equals(detector.bare())) {
      return MarkdownTable.number(own);
    }
    return MarkdownTable.number(own) + " (" + MarkdownTable.number(own.getAsDouble() / bare.getAsDouble()) + ")";
  }

  private String widest(Detector detector) {
    double widest =
        METHODS.stream()
            .mapToDouble(method -> results.spread(method, parameters(detector)).orElse(0))
            .max()
            .orElseThrow();
    return String.format(Locale.ROOT, "%.0f %%", 100 * widest);
  }

  /** Bytes of heap allocated for an operation, collected or not. */
  String heap() {
    MarkdownTable table = new MarkdownTable(List.of("allocator", "level"), TITLES);
    for (Detector detector : Detector.all()) {
      List<String> cells = new ArrayList<>(List.of(detector.allocator(), detector.level()));
      METHODS.forEach(
          method -> cells.add(
              MarkdownTable.number(results.secondary(method, parameters(detector), "gc.alloc.rate.norm"))));
      table.row(cells);
    }
    return "Bytes of Java heap for the same, whether or not the collector takes them soon.\n\n" + table.text();
  }

  /** What COUNT adds to the native allocator. */
  String counting() {
    List<String> sizes = METHODS.subList(0, 3);
    MarkdownTable table = new MarkdownTable(List.of("ratio", "target"), TITLES.subList(0, 3));
    table.row(
        row(
            List.of("native COUNT over native bare", "at most " + MOST_OF_COUNT),
            sizes,
            method -> ratio(
                median(new Detector("native", "COUNT"), method),
                median(new Detector("native", Detector.BARE), method),
                ratio -> ratio <= MOST_OF_COUNT)));
    return "In bold: not as targeted.\n\n" + table.text();
  }

  /** How many times more than SITES the detectors of others cost, and how much more they add. */
  String sites() {
    MarkdownTable table = new MarkdownTable(List.of("beside SITES", "our memory", "compared", "target"), TITLES);
    compare(table, new Detector("netty-unpooled", "PARANOID"), 5);
    compare(table, new Detector("netty-pooled", "PARANOID"), 5);
    compare(table, new Detector("arrow", "debug"), 5);
    compare(table, new Detector("lwjgl", "full"), 2);
    return "How many times cheaper `SITES` is. *Whole* compares the whole operation, the allocator included. *Added* compares"
        + " what tracking adds to the allocator with nothing tracked; it says little where that is less than the spread, as"
        + " over native memory.\n\n" + table.text();
  }

  private void compare(MarkdownTable table, Detector peer, double target) {
    for (String memory : List.of("heap", "native")) {
      Detector sites = new Detector(memory, "SITES");
      List<String> head = List.of(peer.allocator() + " " + peer.level(), memory);
      table.row(
          row(
              with(head, "whole", "at least " + MarkdownTable.number(target)),
              METHODS,
              method -> ratio(median(peer, method), median(sites, method), times -> times >= target)));
      table.row(
          row(
              with(head, "added", ""),
              METHODS,
              method -> ratio(added(peer, method), added(sites, method), times -> times >= target)));
    }
  }

  private static List<String> with(List<String> cells, String... more) {
    List<String> all = new ArrayList<>(cells);
    all.addAll(List.of(more));
    return all;
  }

  private static List<String> row(List<String> head, List<String> methods, Function<String, String> cell) {
    List<String> cells = new ArrayList<>(head);
    methods.forEach(method -> cells.add(cell.apply(method)));
    return cells;
  }

  private static String ratio(OptionalDouble part, OptionalDouble of, Function<Double, Boolean> met) {
    if (part.isEmpty() || of.isEmpty()) {
      return MarkdownTable.FAILED;
    }
    if (of.getAsDouble() <= 0) {
      return "nothing added";
    }
    double ratio = part.getAsDouble() / of.getAsDouble();
    String number = MarkdownTable.number(ratio);
    return met.apply(ratio) ? number : "**" + number + "**";
  }

  private OptionalDouble added(Detector detector, String method) {
    OptionalDouble own = median(detector, method);
    OptionalDouble bare = median(detector.bare(), method);
    return own.isEmpty() || bare.isEmpty() ? OptionalDouble.empty()
        : OptionalDouble.of(own.getAsDouble() - bare.getAsDouble());
  }

  private OptionalDouble median(Detector detector, String method) {
    return results.median(method, parameters(detector));
  }

  private static Map<String, String> parameters(Detector detector) {
    return Map.of("mode", detector.name());
  }
}
