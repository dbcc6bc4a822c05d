package org.lowtide.fuzz.conformance;

/**
 * What is otherwise than a vector says.
 *
 * @param what is compared
 * @param expected what the vector says
 * @param observed what came out
 * @param ofMemory whether it is of the memory by itself, and so holds whatever the bytecode met
 */
public record Difference(String what, String expected, String observed, boolean ofMemory) {

  Difference(String what, String expected, String observed) {
    this(what, expected, observed, false);
  }

  static Difference ofMemory(String what, String expected, String observed) {
    return new Difference(what, expected, observed, true);
  }

  @Override
  public String toString() {
    return what + ": expected " + expected + ", observed " + observed;
  }
}
