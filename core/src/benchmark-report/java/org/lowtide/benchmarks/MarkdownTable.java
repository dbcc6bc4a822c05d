package org.lowtide.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A table of a Markdown document. Confined to one thread. */
public final class MarkdownTable {

  /** Stands where a benchmark has no result. */
  public static final String FAILED = "failed";

  private final List<String> lines = new ArrayList<>();

  /** A table with these columns: the first ones of text, the rest of numbers. */
  public MarkdownTable(List<String> text, List<String> numbers) {
    List<String> columns = new ArrayList<>(text);
    columns.addAll(numbers);
    row(columns);
    lines.add("|" + " --- |".repeat(text.size()) + " ---: |".repeat(numbers.size()));
  }

  /** Adds a row. */
  public void row(List<String> cells) {
    lines.add("| " + String.join(" | ", cells) + " |");
  }

  /** The table, with an empty line after it. */
  public String text() {
    return String.join("\n", lines) + "\n\n";
  }

  /** A number with about three digits that mean something. */
  public static String number(double value) {
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
  }

  /** The same, or that there is none. */
  public static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : FAILED;
  }
}
