package org.lowtide.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tree of scopes as text, a line each with four figures. Called under the lock of {@link LiveBlocks}. */
final class ScopeTree {

  private static final List<String> HEAD = List.of("live", "peak", "total", "limit");

  private ScopeTree() {}

  /**
   * The tree below a root with one scope marked.
   *
   * @return lines, each ended by a line break; empty where the root is the only scope
   */
  static String text(Tally root, Tally marked) {
    if (root.children.isEmpty() && marked == root) {
      return "";
    }
    List<Row> rows = new ArrayList<>();
    collect(root, 0, marked, rows);
    int nameWidth = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
    int[] widths = new int[HEAD.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(HEAD.get(i).length(),
              rows.stream().mapToInt(row -> row.figures.get(column).length()).max().orElse(0));
    }
    StringBuilder out = new StringBuilder(256);
    line(out, nameWidth, widths, new Row("bytes", HEAD, ""));
    rows.forEach(row -> line(out, nameWidth, widths, row));
    return out.toString();
  }

  private static void collect(Tally scope, int depth, Tally marked, List<Row> rows) {
    String name = depth == 0 && scope.name.isEmpty() ? "(root)" : scope.name;
    String mark = (scope.closed && scope != marked ? "  (closed)" : "") + (scope == marked ? "  <-- here" : "");
    rows.add(
        new Row(
            "  ".repeat(depth) + name,
            List.of(
                Long.toString(scope.liveBytes),
                Long.toString(scope.peakBytes),
                Long.toString(scope.totalBytes),
                scope.limitBytes == Tally.UNLIMITED ? "none" : Long.toString(scope.limitBytes)),
            mark));
    scope.children.forEach(child -> collect(child, depth + 1, marked, rows));
  }

  private static void line(StringBuilder out, int nameWidth, int[] widths, Row row) {
    out.append(String.format(Locale.ROOT, "%-" + nameWidth + "s", row.name));
    for (int i = 0; i < widths.length; i++) {
      out.append(String.format(Locale.ROOT, "  %" + widths[i] + "s", row.figures.get(i)));
    }
    out.append(row.mark).append('\n');
  }

  private record Row(String name, List<String> figures, String mark) {}
}
