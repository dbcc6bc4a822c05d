package org.lowtide.vm;

import java.io.Serial;

/**
 * Ends the instruction that runs, and its frame: thrown within the machine only and caught by {@link Interpreter}.
 *
 * <p>Without a stack trace, as it is part of the normal flow: making one costs no more than any small object.
 */
final class ExceptionalHalt extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  private final HaltReason reason;

  ExceptionalHalt(HaltReason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  HaltReason reason() {
    return reason;
  }
}
