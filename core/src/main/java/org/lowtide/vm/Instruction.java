package org.lowtide.vm;

/**
 * A row of a schedule's table of instructions.
 *
 * @param name as the Yellow Paper or the EIP has it
 * @param pops the words that it takes from the stack
 * @param pushes the words that it leaves there
 * @param gas what it costs in any case
 * @param step what it does
 */
record Instruction(String name, int pops, int pushes, long gas, Step step) {

  /** What an instruction does. Its static gas is charged and the stack's bounds are checked beforehand. */
  @FunctionalInterface
  interface Step {

    /**
     * Does it.
     *
     * @param frame the frame that runs; its program counter is past the instruction
     * @param machine the transaction that runs
     */
    void execute(Frame frame, Execution machine);
  }
}
