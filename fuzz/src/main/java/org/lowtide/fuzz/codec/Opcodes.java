package org.lowtide.fuzz.codec;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.op.OpCode;

/**
 * The opcode bytes of version 1: byte {@code mod} {@link #SLOTS}.
 *
 * <p>An operation that random bytes should meet more often has several slots; encoding uses the first. The order is part
 * of the format and is never changed.
 */
final class Opcodes {

  /** The number of slots. */
  static final int SLOTS = 64;

  private static final List<@Nullable OpCode> SLOT = new ArrayList<>(SLOTS);
  private static final Map<OpCode, Integer> FIRST = new EnumMap<>(OpCode.class);

  static {
    slots(OpCode.NEW_CHILD, 5);
    slots(OpCode.COMMIT_CHILD, 3);
    slots(OpCode.REVERT_CHILD, 3);
    slots(OpCode.CLOSE, 2);
    slots(null, 6); // the aim prefix
    slots(OpCode.SET_BYTE, 4);
    slots(OpCode.SET_WORD, 2);
    slots(OpCode.SET_U256, 1);
    slots(OpCode.SET_DATA, 4);
    slots(OpCode.SET_DATA_BOUNDED, 2);
    slots(OpCode.COPY, 3);
    slots(OpCode.WRITE, 1);
    slots(OpCode.RESIZE, 3);
    slots(OpCode.RESIZE_WORD_ALIGNED, 2);
    slots(OpCode.ENSURE_CAPACITY, 3);
    slots(OpCode.SET_LIMIT, 2);
    slots(OpCode.RESTORE, 2);
    slots(OpCode.SNAPSHOT, 1);
    slots(OpCode.SIZE, 1);
    slots(OpCode.IS_EMPTY, 1);
    slots(OpCode.LIMIT, 1);
    slots(OpCode.SHARED_SIZE, 1);
    slots(OpCode.SHARED_CAPACITY, 1);
    slots(OpCode.GET_BYTE, 1);
    slots(OpCode.GET_WORD, 1);
    slots(OpCode.GET_U256, 1);
    slots(OpCode.GET_SLICE, 1);
    slots(OpCode.READ, 1);
    slots(OpCode.TO_HEX, 1);
    slots(OpCode.ARM_FAILURE, 2);
    slots(OpCode.COPY_HANDLE, 1);
    slots(OpCode.REOPEN_UNFINALIZED, 1);
    if (SLOT.size() != SLOTS) {
      throw new AssertionError("there must be " + SLOTS + " slots, were " + SLOT.size());
    }
  }

  private Opcodes() {}

  /** The slot of the prefix that aims the operation after it. */
  static final int AIM_PREFIX = SLOT.indexOf(null);

  /** The operation of an opcode byte; null is the aim prefix. */
  static @Nullable OpCode at(int opcode) {
    return SLOT.get(opcode % SLOTS);
  }

  /** The opcode byte that an operation is encoded with. */
  static int of(OpCode code) {
    Integer slot = FIRST.get(code);
    if (slot == null) {
      throw new AssertionError(code + " has no slot");
    }
    return slot;
  }

  private static void slots(@Nullable OpCode code, int count) {
    if (code != null) {
      FIRST.put(code, SLOT.size());
    }
    for (int i = 0; i < count; i++) {
      SLOT.add(code);
    }
  }
}
