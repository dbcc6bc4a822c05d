package org.lowtide.vm;

import org.apache.tuweni.units.bigints.UInt256;

/** The instructions 0x50 and 0x5f to 0x9f, which only move words of the stack (Yellow Paper, appendix H.2; EIP-3855). */
final class Stack {

  private Stack() {}

  /** POP. */
  static void pop(Frame frame, Execution machine) {
    frame.pop();
  }

  /** PUSH0; EIP-3855. */
  static void push0(Frame frame, Execution machine) {
    frame.push(UInt256.ZERO);
  }

  /** PUSHn: the next n bytes of the code, zeros for what lies past its end. */
  static Instruction.Step push(int bytes) {
    return (frame, _) -> {
      int at = frame.programCounter();
      frame.jumpTo(at + bytes);
      frame.push(frame.code().pushed(at, bytes));
    };
  }

  /** DUPn: the n-th word from the top. */
  static Instruction.Step dup(int place) {
    return (frame, _) -> frame.push(frame.stack().peek(place - 1));
  }

  /** SWAPn: the top and the word n below it. */
  static Instruction.Step swap(int place) {
    return (frame, _) -> frame.stack().swap(place);
  }
}
