package org.lowtide.fuzz.conformance;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is otherwise than a vector says.
 *
 * @param what is compared
 * @param expected what the vector says
 * @param observed what came out
 * @param program the file of the operations on the memories until then; null where there is none
 * @param ofMemory whether it is of the memory by itself, and so holds whatever the bytecode met
 */
public record Difference(String what, String expected, String observed, boolean ofMemory, @Nullable Path program) {

  Difference(String what, String expected, String observed) {
    this(what, expected, observed, false, null);
  }

  static Difference ofMemory(String what, String expected, String observed) {
    return new Difference(what, expected, observed, true, null);
  }

  /** The same, with the program that shows it. */
  Difference shownBy(@Nullable Path file) {
    return new Difference(what, expected, observed, ofMemory, file);
  }

  @Override
  public String toString() {
    return what + ": expected " + expected + ", observed " + observed;
  }
}
