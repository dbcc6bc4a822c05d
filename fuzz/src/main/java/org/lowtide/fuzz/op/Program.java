package org.lowtide.fuzz.op;

import java.util.List;

/**
 * A header and the operations that follow it: what fuzzers make, the executor runs, the shrinker reduces and the corpus
 * keeps. What it opened is closed at the end, whether or not an operation does so.
 *
 * @param header what it runs on, and how that is opened
 * @param operations in order; immutable
 */
public record Program(Header header, List<Operation> operations) {

  /**
   * Makes a program.
   *
   * @throws IllegalArgumentException where an operation is none of the header's target
   */
  public Program {
    operations = List.copyOf(operations);
    for (Operation operation : operations) {
      if (!operation.code().isFor(header.target())) {
        throw new IllegalArgumentException(
            "operations must be those of " + header.target().phrase() + ", one was " + operation.code().mnemonic());
      }
    }
  }

  /**
   * A program about a memory, with the default header.
   *
   * @param operations in order
   * @return the program
   */
  public static Program of(Operation... operations) {
    return new Program(Header.DEFAULT, List.of(operations));
  }

  /**
   * A program about an allocator, with the default header.
   *
   * @param operations in order
   * @return the program
   */
  public static Program ofAllocator(Operation... operations) {
    return new Program(Header.of(Target.ALLOCATOR), List.of(operations));
  }
}
