package org.lowtide.fuzz.cli;

import java.io.Serial;

/** Says what is wrong with what the user gave, on one line. */
final class UsageException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
