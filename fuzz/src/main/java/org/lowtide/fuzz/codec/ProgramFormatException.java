package org.lowtide.fuzz.codec;

import java.io.Serial;

/** Says which rule of a format an input breaks, and where; its message is one line. */
public final class ProgramFormatException extends Exception {

  @Serial
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message the place and the rule, on one line
   */
  public ProgramFormatException(String message) {
    super(message);
  }

  /**
   * Makes the exception with a cause.
   *
   * @param message the place and the rule, on one line
   * @param cause what found it
   */
  public ProgramFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
