package org.lowtide.fuzz.codec;

import org.lowtide.fuzz.op.Program;

/**
 * A program and where it was found.
 *
 * @param name a file, or a file and a trace in it, as {@link Names#printable} shows it; one line
 * @param program at most as many operations as the reader was told to keep
 * @param cut operations that were left out because there were more
 */
public record NamedProgram(String name, Program program, long cut) {

  /**
   * Makes a named program.
   *
   * @throws IllegalArgumentException where {@code cut} is negative
   */
  public NamedProgram {
    if (cut < 0) {
      throw new IllegalArgumentException("cut must be at least 0, was " + cut);
    }
  }
}
