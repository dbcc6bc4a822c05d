package org.lowtide.architecture.planted.fuzz.op;

import org.lowtide.architecture.planted.fuzz.exec.UsesOp;

/** One half of a cycle. */
public interface UsesExec {
  /**
   * Closes the cycle.
   *
   * @return the other half
   */
  UsesOp exec();
}
