package org.lowtide.leak.jol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes a {@link RetainedHeap} for people: see {@link RetainedHeap#table()}. */
final class RetainedTable {

  /** Beyond this nobody reads on; the footprints have all. */
  private static final int MAX_ROWS = 20;

  private static final String ROW = "%15s %15s %15s %15s  %s%n".replace("%n", "\n");

  private static final Comparator<Row> ORDER =
      Comparator.comparingLong((Row row) -> row.after().bytes())
          .thenComparingLong(row -> row.before().bytes())
          .reversed()
          .thenComparing(row -> row.after().className());

  private RetainedTable() {}

  static String of(String subject, HeapFootprint before, HeapFootprint after) {
    StringBuilder out = new StringBuilder(1024);
    out.append("lowtide: heap reachable from ").append(subject).append(": ");
    out.append(before).append(" before, ").append(after).append(" after its end\n\n");
    out.append(
        String.format(Locale.ROOT, ROW, "bytes before", "bytes after", "objects before", "objects after", "class"));
    List<Row> rows = rows(before, after);
    for (Row row : rows.subList(0, Math.min(rows.size(), MAX_ROWS))) {
      out.append(
          String.format(
              Locale.ROOT,
              ROW,
              row.before().bytes(),
              row.after().bytes(),
              row.before().objects(),
              row.after().objects(),
              row.after().className()));
    }
    leftOut(out, rows);
    return out.append("\nNot counted: bytes off the heap").append(unread(before, after)).append('.').toString();
  }

  private static List<Row> rows(HeapFootprint before, HeapFootprint after) {
    List<Row> rows = new ArrayList<>();
    Stream.concat(before.byClass().stream(), after.byClass().stream())
        .map(ClassShare::className)
        .distinct()
        .forEach(name -> rows.add(new Row(before.share(name), after.share(name))));
    rows.sort(ORDER);
    return rows;
  }

  private static void leftOut(StringBuilder out, List<Row> rows) {
    if (rows.size() <= MAX_ROWS) {
      return;
    }
    List<Row> rest = rows.subList(MAX_ROWS, rows.size());
    long before = rest.stream().mapToLong(row -> row.before().bytes()).sum();
    long after = rest.stream().mapToLong(row -> row.after().bytes()).sum();
    out.append("Left out: ").append(rest.size()).append(" more classes with ");
    out.append(before).append(" bytes before, ").append(after).append(" after\n");
  }

  private static String unread(HeapFootprint before, HeapFootprint after) {
    Map<String, Long> unread = new TreeMap<>(before.unreadFields());
    after.unreadFields().forEach((name, count) -> unread.merge(name, count, Math::max));
    return unread.isEmpty() ? "" : "; what lies behind fields that the JVM lets nobody read, of " + unread.keySet();
  }

  /** One class, before and after. */
  private record Row(ClassShare before, ClassShare after) {}
}
