package org.lowtide.vm;

import java.util.Arrays;
import org.apache.tuweni.units.bigints.UInt256;

/** The stack of a frame: at most 1024 words (Yellow Paper, 9.1). {@link Interpreter} checks its bounds beforehand. */
final class WordStack {

  static final int MAX_DEPTH = 1024;

  private static final int FIRST_DEPTH = 32;

  private UInt256[] words = new UInt256[FIRST_DEPTH];
  private int depth;

  int depth() {
    return depth;
  }

  void push(UInt256 word) {
    if (depth == words.length) {
      words = Arrays.copyOf(words, 2 * depth);
    }
    words[depth++] = word;
  }

  UInt256 pop() {
    return words[--depth];
  }

  /** The word that many places below the top, which is at 0. */
  UInt256 peek(int place) {
    return words[depth - 1 - place];
  }

  void setTop(UInt256 word) {
    words[depth - 1] = word;
  }

  /** Swaps the top with the word that many places below it. */
  void swap(int place) {
    UInt256 top = words[depth - 1];
    words[depth - 1] = words[depth - 1 - place];
    words[depth - 1 - place] = top;
  }
}
