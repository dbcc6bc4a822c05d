package org.lowtide.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What stands between two marks of a document, so that no figure is typed by hand. */
public final class MarkedText {

  private MarkedText() {}

  /**
   * Replaces it.
   *
   * @param document a file that has both marks of that writer, each on a line of its own
   * @param writer who writes there, as the marks say
   * @param tables the new text
   * @throws IllegalStateException where a benchmark has no result; the tables say which, and are written all the same
   */
  public static void replace(Path document, String writer, String tables) {
    String beginMark = "<!-- begin: written by " + writer + " -->\n";
    String endMark = "<!-- end: written by " + writer + " -->\n";
    try {
      String text = Files.readString(document);
      int begin = text.indexOf(beginMark);
      int end = text.indexOf(endMark);
      if (begin < 0 || end < begin) {
        throw new IllegalStateException(
            document + " must have the lines " + beginMark.strip() + " and " + endMark.strip() + " in this order");
      }
      Path fresh = document.resolveSibling(document.getFileName() + ".tmp");
      Files.writeString(fresh, text.substring(0, begin + beginMark.length()) + "\n" + tables + text.substring(end));
      Files.move(fresh, document, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the tables to " + document, e);
    }
    if (tables.contains(MarkdownTable.FAILED)) {
      throw new IllegalStateException(
          "a benchmark failed: see the cells that say so in " + document + ", and the output above");
    }
  }
}
