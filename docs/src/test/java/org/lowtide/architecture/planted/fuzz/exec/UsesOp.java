package org.lowtide.architecture.planted.fuzz.exec;

import org.lowtide.architecture.planted.fuzz.op.UsesExec;
import org.lowtide.architecture.planted.library.com.code_intelligence.Jazzer;
import org.lowtide.architecture.planted.library.net.jqwik.Jqwik;

/** The other half of a cycle, and a user of what the main code compiles without. */
public interface UsesOp {
  /**
   * Closes the cycle.
   *
   * @param jazzer what the main code compiles without
   * @param jqwik what the main code compiles without
   * @return the one half
   */
  UsesExec op(Jazzer jazzer, Jqwik jqwik);

  /** Prints past the command line. */
  default void print() {
    System.out.println(this);
  }
}
