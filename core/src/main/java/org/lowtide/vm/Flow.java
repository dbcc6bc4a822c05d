package org.lowtide.vm;

import org.apache.tuweni.units.bigints.UInt256;

/** The instructions that say what runs next, or that nothing does (Yellow Paper, appendix H.2; EIP-140). */
final class Flow {

  private Flow() {}

  /** STOP: success without output. */
  static void stop(Frame frame, Execution machine) {
    frame.succeed(Data.EMPTY);
  }

  /** JUMP. */
  static void jump(Frame frame, Execution machine) {
    jumpTo(frame, frame.pop());
  }

  /** JUMPI: jumps unless the condition is 0. */
  static void jumpi(Frame frame, Execution machine) {
    UInt256 destination = frame.pop();
    if (!frame.pop().isZero()) {
      jumpTo(frame, destination);
    }
  }

  private static void jumpTo(Frame frame, UInt256 destination) {
    long at = Words.clamp(destination);
    if (!frame.code().isJumpDestination(at)) {
      throw new ExceptionalHalt(HaltReason.BAD_JUMP);
    }
    frame.jumpTo((int) at);
  }

  /** PC: where this very instruction is. */
  static void pc(Frame frame, Execution machine) {
    frame.push(UInt256.valueOf(frame.programCounter() - 1L));
  }

  /** GAS: what is left after this instruction. */
  static void gas(Frame frame, Execution machine) {
    frame.push(UInt256.valueOf(frame.gasLeft()));
  }

  /** JUMPDEST: a mark. */
  static void jumpdest(Frame frame, Execution machine) {
    // Only where it is matters.
  }

  /** RETURN: success with a range of the memory as output. */
  static void returns(Frame frame, Execution machine) {
    frame.succeed(output(frame, machine));
  }

  /** REVERT: failure that undoes the state but keeps the gas, with output; EIP-140. */
  static void revert(Frame frame, Execution machine) {
    frame.revert(output(frame, machine));
  }

  private static Data output(Frame frame, Execution machine) {
    UInt256 offset = frame.pop();
    UInt256 length = frame.pop();
    MemoryGas.expand(frame, offset, length);
    return Data.copyOf(machine.allocator(), frame.memory(), Words.clamp(offset), length.toLong());
  }
}
