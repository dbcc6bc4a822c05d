package org.lowtide.leak;

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
