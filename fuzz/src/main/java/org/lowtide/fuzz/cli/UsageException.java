package org.lowtide.fuzz.cli;

import java.io.Serial;

/** Says what is wrong with what the user gave, on one line. */
public final class UsageException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  /**
   * Says it.
   *
   * @param message names the option or file, its value and the rule
   */
  public UsageException(String message) {
    super(message);
  }
}
