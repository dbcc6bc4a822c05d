package org.lowtide.leak.internal;

/** Text from elsewhere that is to stay on one line. */
public final class OneLine {

  private OneLine() {}

  /**
   * Takes out what would break the line.
   *
   * @param text any
   * @return the text with a blank for each control character
   */
  public static String of(String text) {
    return text.replaceAll("\\p{Cc}", " ");
  }
}
