package org.lowtide.fuzz.repro;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.lowtide.fuzz.exec.ByteDifference;

/** Bytes expected and observed side by side, in rows, with a mark below each that differs. */
final class HexDifference {

  private static final int ROW = ByteDifference.ROW;
  private static final int COLUMN = 3 * ROW - 1; // two digits a byte, and a blank between

  private HexDifference() {}

  /**
   * The rows that differ, and the one before and after each; of what lies between only that it is left out.
   *
   * @return lines without indentation
   */
  static List<String> lines(ByteDifference bytes) {
    List<String> lines = new ArrayList<>();
    lines.add("offset    " + padded("expected") + "  observed");
    boolean gap = false;
    for (int start = 0; start < bytes.length(); start += ROW) {
      if (!differs(bytes, start - ROW) && !differs(bytes, start) && !differs(bytes, start + ROW)) {
        gap = true;
        continue;
      }
      if (gap) {
        lines.add("...");
        gap = false;
      }
      row(bytes, start, lines);
    }
    return lines;
  }

  private static void row(ByteDifference bytes, int start, List<String> lines) {
    String offset = String.format(Locale.ROOT, "%08x  ", bytes.offset() + start);
    String expected = cells(bytes, start, bytes::expectedAt);
    String observed = cells(bytes, start, bytes::observedAt);
    lines.add(offset + padded(expected) + "  " + observed.stripTrailing());
    if (differs(bytes, start)) {
      String marks = cells(bytes, start, index -> bytes.differsAt(index) ? "^^" : "  ");
      lines.add((" ".repeat(offset.length()) + padded(marks) + "  " + marks).stripTrailing());
    }
  }

  private static boolean differs(ByteDifference bytes, int start) {
    for (int i = Math.max(0, start); i < Math.min(start + ROW, bytes.length()); i++) {
      if (bytes.differsAt(i)) {
        return true;
      }
    }
    return false;
  }

  private static String cells(ByteDifference bytes, int start, IntFunction<String> cell) {
    List<String> cells = new ArrayList<>();
    for (int i = start; i < Math.min(start + ROW, bytes.length()); i++) {
      cells.add(cell.apply(i));
    }
    return String.join(" ", cells);
  }

  private static String padded(String text) {
    return text + " ".repeat(Math.max(0, COLUMN - text.length()));
  }
}
