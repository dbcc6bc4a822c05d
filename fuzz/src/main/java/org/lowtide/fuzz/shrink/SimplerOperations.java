package org.lowtide.fuzz.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Argument;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Small;
import org.lowtide.fuzz.op.Target;

/** The operations to try in place of another: simpler members that leave a similar state. */
final class SimplerOperations {

  private static final Small ONE = new Small(1);
  private static final long LARGEST_END = Integer.MAX_VALUE;

  /** What changes a context, the simplest first: an operation is only replaced by one before it. */
  private static final List<OpCode> CHANGES =
      List.of(
          OpCode.SET_BYTE,
          OpCode.RESIZE,
          OpCode.ENSURE_CAPACITY,
          OpCode.RESIZE_WORD_ALIGNED,
          OpCode.SET_DATA,
          OpCode.SET_WORD,
          OpCode.SET_U256,
          OpCode.WRITE,
          OpCode.SET_DATA_BOUNDED,
          OpCode.COPY,
          OpCode.RESTORE);

  private SimplerOperations() {}

  /** What to try in place of the operation at an index, the simplest first. */
  static List<Operation> of(Program program, int index, long maxBytes) {
    Operation operation = program.operations().get(index);
    if (program.header().target() == Target.ALLOCATOR) {
      return ofAllocator(operation);
    }
    Call call = Situation.before(program, index, maxBytes).call();
    if (call == null) {
      return List.of();
    }
    return switch (operation.code()) {
      case COMMIT_CHILD -> List.of(new Operation.RevertChild(operation.aim()));
      case CLOSE -> ofClose(operation.aim());
      case GET_WORD, GET_U256, GET_SLICE, READ -> ofRead(operation, call);
      default -> CHANGES.contains(operation.code()) ? ofChange(operation, call) : List.of();
    };
  }

  /** The same operation on only the last byte of its range; empty where it has no more than one, or a fixed length. */
  static Optional<Operation> narrowed(Program program, int index, long maxBytes) {
    Operation operation = program.operations().get(index);
    Situation situation = Situation.before(program, index, maxBytes);
    Call call = situation.call();
    if (call == null || offset(operation) == null || call.length() <= 1) {
      return Optional.empty();
    }
    List<OpCode.Role> roles = operation.code().roles();
    List<Argument> arguments = new ArrayList<>(operation.arguments());
    boolean hasLength = roles.contains(OpCode.Role.LENGTH);
    if (hasLength) {
      arguments.set(roles.indexOf(OpCode.Role.LENGTH), Operand.of(1));
    } else if (roles.contains(OpCode.Role.DATA)) {
      arguments.set(roles.indexOf(OpCode.Role.DATA), new Payload.Pattern(Operand.of(1), 0));
    } else {
      return Optional.empty();
    }
    arguments.set(0, Operand.of(call.offset() + call.length() - 1));
    return Optional.of(operation.code().build(operation.aim(), arguments));
  }

  private static List<Operation> ofAllocator(Operation operation) {
    return switch (operation) {
      case Operation.AllocateZeroed zeroed -> List.of(new Operation.Allocate(zeroed.byteSize()));
      case Operation.CloseElsewhere elsewhere -> List.of(new Operation.Close(elsewhere.aim()));
      default -> List.of();
    };
  }

  private static List<Operation> ofClose(Aim aim) {
    boolean hasParent = aim.target() == Aim.Target.UP && aim.index() < Aim.MAX_INDEX;
    return hasParent ? List.of(new Operation.RevertChild(new Aim(aim.target(), aim.index() + 1))) : List.of();
  }

  private static List<Operation> ofRead(Operation operation, Call call) {
    List<Operation> candidates = new ArrayList<>();
    candidates.add(new Operation.GetByte(operation.aim(), (Operand) operation.arguments().getFirst()));
    long end = call.offset() + call.length();
    if (end > 0 && end <= LARGEST_END) {
      candidates.add(new Operation.GetByte(operation.aim(), Operand.of(end - 1)));
    }
    return candidates;
  }

  private static List<Operation> ofChange(Operation operation, Call call) {
    Aim aim = operation.aim();
    Operand offset = offset(operation);
    long end = end(call);
    boolean reaches = end > 0 && end <= LARGEST_END;
    List<Operation> candidates = new ArrayList<>();
    if (offset != null) {
      candidates.add(new Operation.SetByte(aim, offset, ONE));
    }
    if (reaches) {
      candidates.add(new Operation.SetByte(aim, Operand.of(end - 1), ONE));
      candidates.add(new Operation.Resize(aim, Operand.of(end)));
    }
    if (operation.code().roles().getFirst() == OpCode.Role.SIZE) {
      candidates.add(new Operation.Resize(aim, (Operand) operation.arguments().getFirst()));
    }
    Operand from = offset == null ? Operand.ZERO : offset;
    for (Argument argument : operation.arguments()) {
      if (argument instanceof Payload payload) {
        candidates.add(new Operation.SetData(aim, from, payload));
      }
    }
    if (reaches && call.length() > 0) {
      candidates.add(new Operation.SetData(aim, from, new Payload.Pattern(Operand.of(call.length()), 0)));
    }
    int rank = CHANGES.indexOf(operation.code());
    return candidates.stream().filter(each -> CHANGES.indexOf(each.code()) < rank).toList();
  }

  private static @Nullable Operand offset(Operation operation) {
    List<OpCode.Role> roles = operation.code().roles();
    boolean hasOffset = !roles.isEmpty() && roles.getFirst() == OpCode.Role.OFFSET;
    return hasOffset ? (Operand) operation.arguments().getFirst() : null;
  }

  /** The size that the call would grow its context to; anything outside 1 to 2^31 - 1 where it would not. */
  static long end(Call call) {
    return switch (call.code()) {
      case RESIZE, RESIZE_WORD_ALIGNED, ENSURE_CAPACITY -> call.a();
      case RESTORE -> call.data().length;
      case COPY -> Math.max(call.a(), call.b()) + call.c();
      default -> call.offset() + call.length();
    };
  }
}
