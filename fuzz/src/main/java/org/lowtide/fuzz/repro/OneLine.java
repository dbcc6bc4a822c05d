package org.lowtide.fuzz.repro;

/** Text from a subject, which may hold anything, made fit for one line of a report. */
final class OneLine {

  private static final int MAX_CHARACTERS = 400;

  private OneLine() {}

  /** The text without control characters, and cut where it is long. */
  static String of(String text) {
    String shown = text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "...";
    StringBuilder out = new StringBuilder(shown.length());
    shown.codePoints().map(c -> isShown(c) ? c : '?').forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
