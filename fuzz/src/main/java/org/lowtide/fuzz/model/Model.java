package org.lowtide.fuzz.model;

import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Sizes;

/**
 * What a contract says of one program, step by step: the sizes and handles that its operands and aims stand for, and how
 * each call ends.
 *
 * <p>Handles are numbers in order of opening. Thread rule: confined to one thread.
 */
public sealed interface Model permits ReferenceModel, AllocatorModel {

  /** What {@link #resolve} answers for a handle that does not exist. */
  int NO_HANDLE = -1;

  /** What {@link #handleOf} answers for an operation that is done to the whole. */
  int WHOLE = -2;

  /**
   * Opens the model of what a header names.
   *
   * @param header accepted by {@link #checkOpen}
   * @param maxTotalBytes the bytes above which an operation is known to fail for want of memory, whatever the limit
   * @return a model of nothing done yet
   */
  static Model open(Header header, long maxTotalBytes) {
    return switch (header.target()) {
      case MEMORY -> new ReferenceModel(header, maxTotalBytes);
      case ALLOCATOR -> new AllocatorModel(header, maxTotalBytes, Long.MAX_VALUE);
    };
  }

  /**
   * How {@code open} ends.
   *
   * @param header what is passed to it
   * @return {@link Status#OK} or {@link Status#ILLEGAL_ARGUMENT}
   */
  static Status checkOpen(Header header) {
    boolean valid = header.initialCapacityBytes() >= 0 && header.limitBytes() >= header.initialCapacityBytes();
    return valid ? Status.OK : Status.ILLEGAL_ARGUMENT;
  }

  /**
   * The handle that an aim stands for now.
   *
   * @param aim any aim
   * @return the number of a handle, or {@link #NO_HANDLE} where there is none that it can stand for
   */
  int resolve(Aim aim);

  /**
   * The handle that an operation is done to now.
   *
   * @param operation any operation of this model's target
   * @return the number of a handle, {@link #NO_HANDLE} where it calls nothing, or {@link #WHOLE}
   */
  default int handleOf(Operation operation) {
    OpCode code = operation.code();
    if (code.group() == OpCode.Group.FAULT || code.group() == OpCode.Group.MISUSE) {
      return NO_HANDLE;
    }
    return code.isAimed() ? resolve(operation.aim()) : WHOLE;
  }

  /**
   * The sizes that operands are relative to, for a call on a handle.
   *
   * @param handle as {@link #handleOf} answers it, and not {@link #NO_HANDLE}
   * @return a view of this model
   */
  Sizes sizes(int handle);

  /**
   * How a call ends, without making it.
   *
   * @param call any call
   * @return how it ends where no allocation fails below the bytes known to fail
   */
  Status check(Call call);

  /**
   * Makes a call that {@link #check} says returns.
   *
   * @param call the call
   * @return what it returns, as far as that is known
   */
  Outcome apply(Call call);

  /**
   * How many handles were ever opened.
   *
   * @return at least 0
   */
  int handleCount();

  /**
   * Whether a handle can no longer be used.
   *
   * @param handle the number of a handle
   * @return whether it was closed, or ended otherwise
   */
  boolean hasEnded(int handle);

  /**
   * Where the model stands, for people.
   *
   * @return a few words
   */
  String state();
}
