package org.lowtide.fuzz.codec;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.lowtide.fuzz.op.OpCode;

/** The operations that a trace can hold; the operands are those of the operation, in the same order. */
final class TraceOperations {

  static final Set<OpCode> CODES =
      Collections.unmodifiableSet(
          EnumSet.of(
              OpCode.NEW_CHILD,
              OpCode.REVERT_CHILD,
              OpCode.ENSURE_CAPACITY,
              OpCode.SET_WORD,
              OpCode.SET_BYTE,
              OpCode.SET_DATA,
              OpCode.SET_DATA_BOUNDED,
              OpCode.COPY,
              OpCode.GET_WORD,
              OpCode.GET_SLICE));

  /** The bytes of a word. */
  static final int WORD = 32;

  private TraceOperations() {}
}
