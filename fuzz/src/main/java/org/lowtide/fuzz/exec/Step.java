package org.lowtide.fuzz.exec;

import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.exec.Finding.Signature;
import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.op.OpCode;

/**
 * One call as the checks see it.
 *
 * @param index the operation's index in the program
 * @param call what is called
 * @param aim the kind of handle it is aimed at, before the call
 * @param sizeBefore the size of that handle's context before the call, in bytes
 */
record Step(int index, Call call, AimClass aim, int sizeBefore) {

  OpCode code() {
    return call.code();
  }

  Signature signature(String expected, String observed) {
    return new Signature(code().mnemonic(), aim, expected, observed, "");
  }

  /** Whether the call only asks, so that a wrong answer leaves the state what it was. */
  boolean isQuestion() {
    return switch (code()) {
      case SIZE, IS_EMPTY, LIMIT, SHARED_SIZE, SHARED_CAPACITY, SNAPSHOT, TO_HEX -> true;
      default -> code().group() == OpCode.Group.READ;
    };
  }

  boolean endsContexts() {
    return switch (code()) {
      case COMMIT_CHILD, REVERT_CHILD, CLOSE -> true;
      default -> false;
    };
  }

  private boolean isEmptyRange() {
    boolean ranged = code().group() == OpCode.Group.READ || code().group() == OpCode.Group.WRITE;
    return ranged && call.length() == 0;
  }

  /** The rule that decides how a call that is not refused ends. */
  Rule rule() {
    if (isEmptyRange()) {
      return Rule.M10;
    }
    return switch (code()) {
      case NEW_CHILD -> Rule.M1;
      case COMMIT_CHILD -> Rule.M4;
      case REVERT_CHILD -> Rule.M3;
      case CLOSE -> aim == AimClass.ENDED ? Rule.M6 : Rule.M3;
      case ENSURE_CAPACITY -> Rule.M5;
      case LIMIT, SET_LIMIT -> Rule.M9;
      case SHARED_SIZE, SHARED_CAPACITY -> Rule.M13;
      case COPY, SET_DATA_BOUNDED -> Rule.M11;
      default -> aim == AimClass.OLDER ? Rule.M2 : Rule.M8;
    };
  }
}
