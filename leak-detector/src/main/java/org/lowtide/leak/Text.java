package org.lowtide.leak;

import java.util.Locale;
import java.util.regex.Pattern;

/** How figures and frames are written in reports and messages: the same on every machine. */
final class Text {

  private Text() {}

  static String bytes(long bytes) {
    return count(bytes, "byte");
  }

  static String blocks(long blocks) {
    return count(blocks, "block");
  }

  static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** Refuses text that would break a line of a report. */
  static void requirePrintable(String parameter, String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(parameter + " must have no control characters, was " + quoted(text));
    }
  }

  /** Text on one line, whatever it holds. */
  static String quoted(String text) {
    return Pattern.compile("\\p{Cc}")
        .matcher(text)
        .replaceAll(control -> String.format(Locale.ROOT, "\\\\u%04x", (int) control.group().charAt(0)))
        .transform(escaped -> '"' + escaped + '"');
  }

  /** A frame without module, version and class loader, which differ between the class path and the module path. */
  static String frame(StackTraceElement frame) {
    String file = frame.getFileName();
    String where = file == null ? "unknown source" : file;
    if (frame.isNativeMethod()) {
      where = "native method";
    } else if (file != null && frame.getLineNumber() >= 0) {
      where = file + ":" + frame.getLineNumber();
    }
    return frame.getClassName() + "." + frame.getMethodName() + "(" + where + ")";
  }

  /** The innermost frame of a place. */
  static String top(Place place) {
    StackTraceElement[] frames = place.getStackTrace();
    return frames.length == 0 ? "an unknown place" : frame(frames[0]);
  }
}
