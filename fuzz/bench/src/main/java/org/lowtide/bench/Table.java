package org.lowtide.bench;

import java.util.ArrayList;
import java.util.List;
import org.lowtide.bench.bugs.Bug;
import org.lowtide.bench.way.Way;

/** The results as a document. */
final class Table {

  private final Results results;
  private final StringBuilder text = new StringBuilder();

  private Table(Results results) {
    this.results = results;
  }

  /** Writes it in Markdown; {@code picture} is the file of the curves beside it. */
  static String of(Results results, String picture) {
    Table table = new Table(results);
    table.settings();
    table.ways();
    table.goals();
    table.line("![Share of bugs still alive](" + picture + ")");
    table.line("");
    table.bugs();
    return table.text.toString();
  }

  private void settings() {
    BenchOptions options = results.options();
    line("# Bench");
    line("");
    line(
        options.bugs().size() + " bugs. Of `lowtide` and `naive` " + options.seeds() + " seeds, of the other ways "
            + options.otherSeeds() + "; a run of `lowtide` has " + options.budget().toSeconds()
            + " s, one of another way "
            + options.otherBudget().toSeconds()
            + " s, of processor time, the start of the JVMs included. A way that found"
            + " nothing from its first " + options.hopeless() + " seeds was not tried with more of them; those count as"
            + " runs in vain.");
    if (results.done() < options.runs()) {
      line("");
      line("Not whole: " + results.done() + " of " + options.runs() + " runs are done.");
    }
    line("");
  }

  private void ways() {
    line("| way | bugs found | runs that found | executions | operations | seconds |");
    line("| --- | --- | --- | --- | --- | --- |");
    for (Way way : results.options().ways()) {
      List<Bug> tried = results.tried(way);
      List<Cell> cells = tried.stream().map(bug -> results.cell(way, bug)).toList();
      row(
          List.of(
              "`" + way.word() + "`",
              results.found(way) + " of " + tried.size(),
              cells.stream().mapToInt(Cell::found).sum() + " of " + cells.stream().mapToInt(Cell::count).sum(),
              Numbers.count(results.medianBug(way, tried, Run::executions)),
              Numbers.count(results.medianBug(way, tried, Run::operations)),
              Numbers.seconds(results.medianBug(way, tried, Run::cpuSeconds))));
    }
    line("");
    line(
        "Executions, operations and seconds of processor time are those at the median bug; `-` where most bugs are not");
    line("found from most seeds.");
    line("");
  }

  private void goals() {
    List<String> goals = new ArrayList<>(Goals.lines(results));
    for (Run run : results.failed()) {
      goals.add("- **failed**: `" + run.way() + "` on `" + run.bug() + "`, seed " + run.seed() + ": " + run.finding());
    }
    goals.forEach(this::line);
    if (!goals.isEmpty()) {
      line("");
    }
  }

  private void bugs() {
    line("Medians to exposure: executions / operations / seconds of processor time, then in how many runs. `-` where");
    line("most runs did not find it; `*` where further seeds were left out.");
    line("");
    List<String> head = new ArrayList<>(List.of("bug"));
    results.options().ways().forEach(way -> head.add(way.word()));
    row(head);
    row(head.stream().map(_ -> "---").toList());
    for (Bug bug : results.options().bugs()) {
      List<String> row = new ArrayList<>(List.of("`" + bug.id() + "`"));
      results.options().ways().forEach(way -> row.add(text(results.cell(way, bug))));
      row(row);
    }
  }

  private static String text(Cell cell) {
    if (cell.runs().isEmpty()) {
      return "";
    }
    String found = cell.found() + "/" + cell.count() + (cell.isCurtailed() ? "*" : "");
    double executions = cell.median(Run::executions);
    return executions < Double.POSITIVE_INFINITY
        ? Numbers.count(executions) + " / " + Numbers.count(cell.median(Run::operations)) + " / "
            + Numbers.seconds(cell.median(Run::cpuSeconds)) + ", " + found
        : "- " + found;
  }

  private void row(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
