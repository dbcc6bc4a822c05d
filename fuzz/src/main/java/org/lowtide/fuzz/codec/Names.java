package org.lowtide.fuzz.codec;

import java.nio.file.Path;

/** Names from outside, made fit for one line of a message. */
public final class Names {

  /** The most characters of a name that are shown; of a longer one the end is left out. */
  private static final int MAX_CHARACTERS = 300;

  private Names() {}

  /**
   * A path as messages show it.
   *
   * @param path any path
   * @return one line
   */
  public static String printable(Path path) {
    return printable(path.toString());
  }

  /**
   * A name as messages show it: what would break the line, steer a terminal or be invisible is escaped as in Java
   * source, and so is the backslash, so that two names never look alike.
   *
   * @param name any text
   * @return one line of at most some 300 characters, those escaped counted once
   */
  public static String printable(String name) {
    StringBuilder out = new StringBuilder();
    name.codePoints().limit(MAX_CHARACTERS).forEach(codePoint -> append(codePoint, out));
    if (name.codePointCount(0, name.length()) > MAX_CHARACTERS) {
      out.append("...");
    }
    return out.toString();
  }

  private static void append(int codePoint, StringBuilder out) {
    switch (codePoint) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (isVisible(codePoint)) {
          out.appendCodePoint(codePoint);
        } else {
          out.append(String.format("\\u%04x", codePoint));
        }
      }
    }
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /**
   * A number of things, for people.
   *
   * @param number how many
   * @param thing the singular
   * @return such as {@code 1 byte} or {@code 2 bytes}
   */
  public static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
