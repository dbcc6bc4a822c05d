package org.lowtide.fuzz.op;

import java.util.List;

/**
 * A header and the operations that follow it: what fuzzers make, the executor runs, the shrinker reduces and the corpus
 * keeps. The root is closed at the end, whether or not an operation does so.
 *
 * @param header how the memory is opened
 * @param operations in order; immutable
 */
public record Program(Header header, List<Operation> operations) {

  /** Makes a program. */
  public Program {
    operations = List.copyOf(operations);
  }

  /**
   * A program with the default header.
   *
   * @param operations in order
   * @return the program
   */
  public static Program of(Operation... operations) {
    return new Program(Header.DEFAULT, List.of(operations));
  }
}
