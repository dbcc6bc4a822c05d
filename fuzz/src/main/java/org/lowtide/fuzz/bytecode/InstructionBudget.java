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

  /** An instruction counts once more for so many bytes of its frame's memory, all of which it may touch. */
  private static final long BYTES = 4_096;

  private long left = INSTRUCTIONS;

  @Override
  public void beforeInstruction(Frame frame, int instruction) {
    left -= 1 + frame.memorySize() / BYTES;
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
