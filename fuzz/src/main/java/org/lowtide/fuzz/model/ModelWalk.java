package org.lowtide.fuzz.model;

import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operation;

/**
 * The model taken through a program, one operation after another, without any subject beside it: what shrinkers and
 * listings ask for the sizes and handles that a program's operands and aims stand for.
 *
 * <p>Armed failures are passed over: the walk is that of a subject whose allocator does not fail.
 *
 * <p>Thread rule: confined to one thread.
 */
public final class ModelWalk {

  private final @Nullable Model model;

  /**
   * Opens the model.
   *
   * @param header how the program opens what it runs on; where that is refused, nothing is run
   * @param maxTotalBytes the bytes above which an operation fails for want of memory
   */
  public ModelWalk(Header header, long maxTotalBytes) {
    this.model = Model.checkOpen(header) == Status.OK ? Model.open(header, maxTotalBytes) : null;
  }

  /**
   * The model as it stands after the operations so far.
   *
   * @return null where opening is refused
   */
  public @Nullable Model model() {
    return model;
  }

  /**
   * Takes one operation.
   *
   * @param operation the next one
   * @return what it came to
   */
  public Visit next(Operation operation) {
    int handle = model == null ? Model.NO_HANDLE : model.handleOf(operation);
    if (model == null || handle == Model.NO_HANDLE) {
      return Visit.NONE;
    }
    Call call = Call.of(operation, handle, model.sizes(handle));
    Status status = model.check(call);
    if (status == Status.OK) {
      model.apply(call);
    }
    return new Visit(call, status);
  }

  /**
   * What one operation came to.
   *
   * @param call the operation with its aim and operands resolved; null where it calls nothing
   * @param status how the call ends
   */
  public record Visit(@Nullable Call call, Status status) {

    static final Visit NONE = new Visit(null, Status.OK);
  }
}
