package org.lowtide.fuzz.shrink;

import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.model.Model;
import org.lowtide.fuzz.model.ModelWalk;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Sizes;

/**
 * What the model knows when the program comes to one operation.
 *
 * @param call the operation with its aim and operands resolved; null where it calls nothing
 * @param size of the context or block aimed at, in bytes
 * @param total of all open contexts or live blocks, in bytes
 * @param capacity of the header, in bytes
 * @param limit in force, in bytes
 */
record Situation(@Nullable Call call, long size, long total, long capacity, long limit) implements Sizes {

  private static final Situation NONE = new Situation(null, 0, 0, 0, 0);

  /** Walks the program up to an index; costs as much as running the model that far. */
  static Situation before(Program program, int index, long maxBytes) {
    ModelWalk walk = new ModelWalk(program.header(), maxBytes);
    Model model = walk.model();
    if (model == null) {
      return NONE;
    }
    for (Operation operation : program.operations().subList(0, index)) {
      walk.next(operation);
    }
    Operation operation = program.operations().get(index);
    int handle = model.handleOf(operation);
    if (handle == Model.NO_HANDLE) {
      return NONE;
    }
    Sizes sizes = model.sizes(handle);
    Call call = Call.of(operation, handle, sizes);
    return new Situation(call, sizes.size(), sizes.total(), sizes.capacity(), sizes.limit());
  }
}
