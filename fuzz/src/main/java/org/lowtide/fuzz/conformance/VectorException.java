package org.lowtide.fuzz.conformance;

import java.io.Serial;

/** Says on one line what of a vector cannot be read: the file, the case, the field and the rule. */
public final class VectorException extends Exception {

  @Serial
  private static final long serialVersionUID = 1L;

  VectorException(String message) {
    super(message);
  }
}
