package org.lowtide.fuzz.shrink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Argument;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.OpCode.Role;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Small;
import org.lowtide.fuzz.op.Target;

/**
 * Makes what is left of a program simpler, in place: header, members, aims, arguments. Every step goes down in an order
 * of its own, so that it ends.
 */
final class Simplifier {

  private static final int SEED = 0;
  private static final int PLAIN_BYTE = 1; // not zero, so that it is seen among fresh bytes

  private final Trials trials;

  Simplifier(Trials trials) {
    this.trials = trials;
  }

  /** Goes over the whole program once; whether anything changed. */
  boolean simplify() {
    long before = trials.accepted();
    header();
    for (int i = trials.size() - 1; i >= 0 && !trials.exhausted(); i--) {
      operation(i);
    }
    if (trials.best().header().target() == Target.ALLOCATOR) {
      new EqualSizes(trials).lower();
    }
    return trials.accepted() != before;
  }

  private void header() {
    Header header = trials.best().header();
    Header simplest = Header.of(header.target());
    if (header.equals(simplest) || trials.accept(simplest)) {
      return;
    }
    if (header.poison() != Header.DEFAULT_POISON) {
      trials.accept(header.withPoison(Header.DEFAULT_POISON));
    }
    NumberSearch.lower(trials.best().header().initialCapacityBytes(), this::acceptCapacity);
    long limit = trials.best().header().limitBytes();
    if (limit != Header.DEFAULT_LIMIT_BYTES && !acceptLimit(Header.DEFAULT_LIMIT_BYTES)) {
      NumberSearch.lower(limit, this::acceptLimit);
    }
  }

  private boolean acceptCapacity(long capacity) {
    return trials.accept(trials.best().header().withInitialCapacityBytes(capacity));
  }

  private boolean acceptLimit(long limit) {
    return trials.accept(trials.best().header().withLimitBytes(limit));
  }

  private void operation(int index) {
    for (Operation simpler : SimplerOperations.of(trials.best(), index, trials.maxBytes())) {
      if (trials.acceptAt(index, simpler)) {
        break;
      }
    }
    SimplerOperations.narrowed(trials.best(), index, trials.maxBytes())
        .ifPresent(narrowed -> trials.acceptAt(index, narrowed));
    aim(index);
    List<Role> roles = trials.operations().get(index).code().roles();
    for (int i = 0; i < roles.size(); i++) {
      argument(index, i, roles.get(i));
    }
  }

  private void aim(int index) {
    Operation operation = trials.operations().get(index);
    if (!operation.code().isAimed()) {
      return;
    }
    for (Aim simpler : SimplerAims.of(operation.code(), operation.aim())) {
      if (trials.acceptAt(index, operation.code().build(simpler, operation.arguments()))) {
        return;
      }
    }
  }

  private void argument(int index, int at, Role role) {
    switch (trials.operations().get(index).arguments().get(at)) {
      case Operand operand ->
          new OperandSearch(trials, index, each -> acceptArgument(index, at, each)).simplify(operand);
      case Payload.Literal(byte[] data) -> literal(index, at, data);
      case Payload.Pattern pattern -> pattern(index, at, pattern);
      case Small small -> small(index, at, role, small.value());
    }
  }

  private void literal(int index, int at, byte[] data) {
    if (acceptArgument(index, at, new Payload.Pattern(Operand.of(data.length), SEED))) {
      argument(index, at, Role.DATA);
      return;
    }
    byte[] zeros = new byte[data.length];
    boolean allZero = Arrays.equals(data, zeros) || acceptArgument(index, at, new Payload.Literal(zeros));
    byte[] source = allZero ? zeros : data;
    NumberSearch.lower(data.length,
        length -> acceptArgument(index, at, new Payload.Literal(Arrays.copyOf(source, (int) length))));
  }

  private void pattern(int index, int at, Payload.Pattern pattern) {
    boolean plain = pattern.seed() == SEED || acceptArgument(index, at, new Payload.Pattern(pattern.length(), SEED));
    int seed = plain ? SEED : pattern.seed();
    new OperandSearch(trials, index, length -> acceptArgument(index, at, new Payload.Pattern(length, seed)))
        .simplify(pattern.length());
  }

  private void small(int index, int at, Role role, int value) {
    if (role == Role.BYTE) {
      boolean plain = value == PLAIN_BYTE || acceptArgument(index, at, new Small(PLAIN_BYTE));
      if (!plain && value != 0) {
        acceptArgument(index, at, new Small(0));
      }
      return;
    }
    int least = role == Role.NTH ? 1 : 0;
    for (int simpler = least; simpler < value; simpler++) {
      if (acceptArgument(index, at, new Small(simpler))) {
        return;
      }
    }
  }

  private boolean acceptArgument(int index, int at, Argument argument) {
    Operation operation = trials.operations().get(index);
    OpCode code = operation.code();
    List<Argument> arguments = new ArrayList<>(operation.arguments());
    arguments.set(at, argument);
    return trials.acceptAt(index, code.build(operation.aim(), arguments));
  }
}
