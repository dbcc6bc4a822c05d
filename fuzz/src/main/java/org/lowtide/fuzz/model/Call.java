package org.lowtide.fuzz.model;

import java.util.List;
import org.lowtide.fuzz.op.Argument;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Sizes;
import org.lowtide.fuzz.op.Small;

/**
 * An operation with its aim and operands resolved: what is called on what with which values.
 *
 * @param code the member
 * @param handle the number of the handle, in order of opening; {@link Model#WHOLE} where it is done to the whole
 * @param a the first number: an offset, a size, a limit
 * @param b the second number: a length, a source, an offset within the data
 * @param c the third number: a length
 * @param data the bytes, where there are any; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Call(OpCode code, int handle, long a, long b, long c, byte[] data) {

  /** The longest range that {@code read} asks for, in bytes: the size of its destination segment. */
  public static final int MAX_READ_BYTES = 8 << 10;

  private static final byte[] NONE = {};

  /**
   * Resolves an operation.
   *
   * @param operation what to call
   * @param handle the handle that it is done to
   * @param sizes the sizes before the operation
   * @return the call
   */
  public static Call of(Operation operation, int handle, Sizes sizes) {
    List<Argument> arguments = operation.arguments();
    long[] numbers = new long[3];
    int next = 0;
    byte[] data = NONE;
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case Operand operand -> numbers[next++] = operand.resolve(sizes);
        case Small small -> numbers[next++] = small.value();
        case Payload payload -> data = payload.bytes(sizes);
      }
    }
    if (operation.code() == OpCode.READ) {
      numbers[1] = Math.clamp(numbers[1], 0, MAX_READ_BYTES);
    }
    return new Call(operation.code(), handle, numbers[0], numbers[1], numbers[2], data);
  }

  /**
   * The first byte of the range that the call reads or writes.
   *
   * @return the offset, or the destination of a copy
   */
  public long offset() {
    return a;
  }

  /**
   * The length of the range that the call reads or writes.
   *
   * @return bytes; 0 for a call without a range
   */
  public long length() {
    return switch (code) {
      case GET_BYTE, SET_BYTE -> 1;
      case GET_WORD, GET_U256, SET_WORD, SET_U256 -> Words.BYTES;
      case GET_SLICE, READ -> b;
      case SET_DATA, WRITE -> data.length;
      case SET_DATA_BOUNDED, COPY -> c;
      default -> 0;
    };
  }
}
