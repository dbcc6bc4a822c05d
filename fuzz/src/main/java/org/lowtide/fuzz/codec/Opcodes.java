package org.lowtide.fuzz.codec;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Target;

/**
 * The opcode bytes of version 1, a table for each target: byte {@code mod} {@link #SLOTS}.
 *
 * <p>An operation that random bytes should meet more often has several slots; encoding uses the first. The order is part
 * of the format and is never changed.
 */
final class Opcodes {

  /** The number of slots. */
  static final int SLOTS = 64;

  private static final Opcodes MEMORY =
      new Opcodes()
          .slots(OpCode.NEW_CHILD, 5)
          .slots(OpCode.COMMIT_CHILD, 3)
          .slots(OpCode.REVERT_CHILD, 3)
          .slots(OpCode.CLOSE, 2)
          .slots(null, 6) // the aim prefix
          .slots(OpCode.SET_BYTE, 4)
          .slots(OpCode.SET_WORD, 2)
          .slots(OpCode.SET_U256, 1)
          .slots(OpCode.SET_DATA, 4)
          .slots(OpCode.SET_DATA_BOUNDED, 2)
          .slots(OpCode.COPY, 3)
          .slots(OpCode.WRITE, 1)
          .slots(OpCode.RESIZE, 3)
          .slots(OpCode.RESIZE_WORD_ALIGNED, 2)
          .slots(OpCode.ENSURE_CAPACITY, 3)
          .slots(OpCode.SET_LIMIT, 2)
          .slots(OpCode.RESTORE, 2)
          .slots(OpCode.SNAPSHOT, 1)
          .slots(OpCode.SIZE, 1)
          .slots(OpCode.IS_EMPTY, 1)
          .slots(OpCode.LIMIT, 1)
          .slots(OpCode.SHARED_SIZE, 1)
          .slots(OpCode.SHARED_CAPACITY, 1)
          .slots(OpCode.GET_BYTE, 1)
          .slots(OpCode.GET_WORD, 1)
          .slots(OpCode.GET_U256, 1)
          .slots(OpCode.GET_SLICE, 1)
          .slots(OpCode.READ, 1)
          .slots(OpCode.TO_HEX, 1)
          .slots(OpCode.ARM_FAILURE, 2)
          .slots(OpCode.COPY_HANDLE, 1)
          .slots(OpCode.REOPEN_UNFINALIZED, 1)
          .complete();

  private static final Opcodes ALLOCATOR =
      new Opcodes()
          .slots(OpCode.ALLOCATE, 12)
          .slots(OpCode.ALLOCATE_ZEROED, 8)
          .slots(OpCode.CLOSE, 14)
          .slots(null, 8) // the aim prefix
          .slots(OpCode.WRITE, 8)
          .slots(OpCode.READ, 3)
          .slots(OpCode.CLOSE_ELSEWHERE, 4)
          .slots(OpCode.ARM_FAILURE, 5)
          .slots(OpCode.CLOSE_POOL, 2)
          .complete();

  private final List<@Nullable OpCode> slots = new ArrayList<>(SLOTS);
  private final Map<OpCode, Integer> first = new EnumMap<>(OpCode.class);

  private Opcodes() {}

  /** The opcode bytes of programs about a target. */
  static Opcodes of(Target target) {
    return target == Target.MEMORY ? MEMORY : ALLOCATOR;
  }

  /** The slot of the prefix that aims the operation after it. */
  int aimPrefix() {
    return slots.indexOf(null);
  }

  /** The operation of an opcode byte; null is the aim prefix. */
  @Nullable OpCode at(int opcode) {
    return slots.get(opcode % SLOTS);
  }

  /** The opcode byte that an operation is encoded with. */
  int of(OpCode code) {
    Integer slot = first.get(code);
    if (slot == null) {
      throw new AssertionError(code + " has no slot");
    }
    return slot;
  }

  private Opcodes slots(@Nullable OpCode code, int count) {
    if (code != null) {
      first.put(code, slots.size());
    }
    for (int i = 0; i < count; i++) {
      slots.add(code);
    }
    return this;
  }

  private Opcodes complete() {
    if (slots.size() != SLOTS) {
      throw new AssertionError("there must be " + SLOTS + " slots, were " + slots.size());
    }
    return this;
  }
}
