package org.lowtide.fuzz.exec;

import org.lowtide.fuzz.model.ReferenceModel;
import org.lowtide.fuzz.op.Argument;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Sizes;

/** The bytes that an operation touches at the most, found without making its payload. */
final class Cost {

  private Cost() {}

  static long of(Operation operation, int handle, ReferenceModel model, long maxBytes) {
    OpCode code = operation.code();
    Sizes sizes = model.sizes(handle);
    long cost = 1;
    for (Argument argument : operation.arguments()) {
      cost += switch (argument) {
        case Payload payload -> payload.length(sizes);
        case Operand operand -> growth(code, operand.resolve(sizes), sizes, maxBytes);
        default -> 0;
      };
    }
    return switch (code) {
      case SNAPSHOT, TO_HEX, RESTORE -> cost + sizes.size();
      case COMMIT_CHILD, REVERT_CHILD, CLOSE -> cost + innermostSize(model);
      default -> cost;
    };
  }

  private static long innermostSize(ReferenceModel model) {
    return model.depth() < 0 ? 0 : model.size(model.handleAt(model.depth()));
  }

  /** An end or a length within all limits is bytes that may be gained, read or moved; beyond one the call is refused. */
  private static long growth(OpCode code, long value, Sizes sizes, long maxBytes) {
    if (value < 0 || value > Math.min(sizes.limit(), maxBytes)) {
      return 0;
    }
    return switch (code) {
      case GET_SLICE, READ -> Math.min(value, sizes.size());
      case SET_LIMIT -> 0;
      default -> Math.max(0, value - sizes.size());
    };
  }
}
