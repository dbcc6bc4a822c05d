package org.lowtide.fuzz.bytecode;

import java.io.Serial;
import org.lowtide.vm.Frame;
import org.lowtide.vm.Tracer;

/**
 * Ends a run after so many instructions, the same on every memory: a case with the gas for the deepest recursion may
 * have it for hours of loops.
 */
class InstructionBudget implements Tracer {

  private static final int INSTRUCTIONS = 300_000;

  private int left = INSTRUCTIONS;

  @Override
  public void beforeInstruction(Frame frame, int instruction) {
    left--;
    if (left < 0) {
      throw new SpentException();
    }
  }

  /** Says that there are no instructions left. */
  static final class SpentException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    SpentException() {
      super("all instructions are spent", null, false, false);
    }
  }
}
