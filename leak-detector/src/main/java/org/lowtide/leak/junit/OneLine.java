package org.lowtide.leak.junit;

/** Text from elsewhere that is to stay on one line. */
final class OneLine {

  private OneLine() {}

  static String of(String text) {
    return text.replaceAll("\\p{Cc}", " ");
  }
}
