package org.lowtide.bench.way;

import java.util.ArrayList;
import java.util.List;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Argument;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Small;
import org.lowtide.fuzz.op.Target;

/**
 * Programs as the harness draws them that most people would write: one switch over the members, every number from one
 * small range, each call on the innermost context or on a block that is live, no ended handle, no armed failure.
 */
final class PlainPrograms {

  /** The largest offset and size. */
  static final int MAX_SIZE = 1024;
  /** The largest length of a range. */
  static final int MAX_LENGTH = 256;
  /** The most bytes written at once. */
  static final int MAX_DATA = 64;
  /** The largest limit that is set. */
  static final int MAX_LIMIT = 1 << 16;
  /** The largest block. */
  static final int MAX_BLOCK = 4096;

  private static final int WORD = 32;

  private PlainPrograms() {}

  /** What programs about a target run on. */
  static Header header(Target target) {
    return Header.of(target).withLimitBytes(1 << 20);
  }

  /** The members that are called. */
  static List<OpCode> members(Target target) {
    return OpCode.of(target).stream()
        .filter(code -> code.group() != OpCode.Group.FAULT && code.group() != OpCode.Group.MISUSE)
        .filter(code -> code != OpCode.CLOSE_POOL && code != OpCode.CLOSE_ELSEWHERE)
        .toList();
  }

  static Program draw(Draws draws, Target target) {
    List<OpCode> members = members(target);
    List<Operation> operations = new ArrayList<>();
    Handles handles = new Handles(target);
    while (draws.more() && operations.size() < Bounds.FUZZING.maxOperations()) {
      OpCode code = members.get(draws.between(0, members.size() - 1));
      if (handles.allow(code)) {
        Aim aim = aim(code, draws, target, handles);
        List<Argument> arguments = new ArrayList<>();
        code.roles().forEach(role -> arguments.add(argument(role, draws, target)));
        operations.add(code.build(aim, arguments));
        handles.follow(code);
      }
    }
    return new Program(header(target), operations);
  }

  private static Aim aim(OpCode code, Draws draws, Target target, Handles handles) {
    return target == Target.ALLOCATOR && code.isAimed()
        ? new Aim(Aim.Target.UP, draws.between(0, Math.min(handles.open(), Aim.MAX_INDEX) - 1))
        : code.defaultAim();
  }

  private static Argument argument(OpCode.Role role, Draws draws, Target target) {
    return switch (role) {
      case OFFSET -> number(draws, 0, MAX_SIZE);
      case LENGTH -> number(draws, 0, MAX_LENGTH);
      case SIZE -> target == Target.ALLOCATOR ? number(draws, 1, MAX_BLOCK) : number(draws, 0, MAX_SIZE);
      case LIMIT -> number(draws, 0, MAX_LIMIT);
      case DATA_OFFSET -> number(draws, 0, MAX_DATA);
      case BYTE, NTH -> new Small(draws.between(0, 255));
      case FLAG -> new Small(draws.between(0, 1));
      case WORD -> new Payload.Literal(draws.bytes(WORD));
      case DATA -> new Payload.Literal(draws.bytes(draws.between(0, MAX_DATA)));
    };
  }

  private static Operand number(Draws draws, int least, int most) {
    return Operand.of(draws.between(least, most));
  }
}
