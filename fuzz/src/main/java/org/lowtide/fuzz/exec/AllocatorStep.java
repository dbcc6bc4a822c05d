package org.lowtide.fuzz.exec;

import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.exec.Finding.Signature;
import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.op.OpCode;

/**
 * One call on a pool or a block as the checks see it.
 *
 * @param index the operation's index in the program
 * @param call what is called
 * @param aim what it is called on
 */
record AllocatorStep(int index, Call call, AimClass aim) {

  OpCode code() {
    return call.code();
  }

  Signature signature(String expected, String observed) {
    return new Signature(named().mnemonic(), aim, expected, observed, "");
  }

  /** The member that stands for others like it, so that one flaw is one finding. */
  private OpCode named() {
    boolean secondClose = code() == OpCode.CLOSE_ELSEWHERE && aim == AimClass.CLOSED;
    return allocates() ? OpCode.ALLOCATE : secondClose ? OpCode.CLOSE : code();
  }

  boolean allocates() {
    return code() == OpCode.ALLOCATE || code() == OpCode.ALLOCATE_ZEROED;
  }

  /** The rule that decides how a call that is not refused ends. */
  Rule rule() {
    return switch (code()) {
      case ALLOCATE, ALLOCATE_ZEROED -> Rule.A6;
      case CLOSE_ELSEWHERE -> Rule.A9;
      case CLOSE_POOL -> Rule.A10;
      case READ, WRITE -> Rule.A1;
      default -> Rule.A8;
    };
  }
}
