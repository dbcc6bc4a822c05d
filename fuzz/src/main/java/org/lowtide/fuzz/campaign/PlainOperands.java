package org.lowtide.fuzz.campaign;

import java.util.ArrayList;
import java.util.List;
import org.lowtide.fuzz.op.Argument;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Small;

/**
 * The same program with a plain number in place of each operand that is relative to a size: what a generator would draw
 * that knows nothing of the state. A small distance becomes a number of 0 to 255, a large one stays what it is.
 */
final class PlainOperands {

  private static final long SMALL = 1 << 16;
  private static final int MASK = 0xFF;

  private PlainOperands() {}

  static Program of(Program program) {
    List<Operation> operations = new ArrayList<>(program.operations().size());
    for (Operation operation : program.operations()) {
      List<Argument> arguments = operation.arguments().stream().map(PlainOperands::plain).toList();
      operations.add(operation.code().build(operation.aim(), arguments));
    }
    return new Program(program.header(), operations);
  }

  private static Argument plain(Argument argument) {
    return switch (argument) {
      case Operand operand -> plain(operand);
      case Payload.Pattern pattern -> new Payload.Pattern(plain(pattern.length()), pattern.seed());
      case Payload.Literal literal -> literal;
      case Small small -> small;
    };
  }

  private static Operand plain(Operand operand) {
    if (operand.isPlain()) {
      return operand;
    }
    long delta = operand.delta();
    return Operand.of(Math.abs(delta) < SMALL ? delta & MASK : delta);
  }
}
