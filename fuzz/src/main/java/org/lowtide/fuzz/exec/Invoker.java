package org.lowtide.fuzz.exec;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.model.Outcome;
import org.lowtide.fuzz.model.Status;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryException;

/** Makes one call on a subject's handle and says how it ended, whatever it throws. */
final class Invoker {

  private static final byte SCRIBBLE = (byte) 0xDB;

  private Invoker() {}

  /**
   * Makes a call. The subject is handed a copy of the data, which is overwritten afterwards: who keeps the array that was
   * handed in, instead of its bytes, is seen by the next comparison.
   */
  static Outcome invoke(Memory memory, Call call) {
    byte[] handedIn = call.data().length == 0 ? call.data() : call.data().clone();
    try {
      return call(memory, call, handedIn);
    } catch (Throwable e) { // a subject may throw anything, and all of it is an outcome
      return thrown(e);
    } finally {
      Arrays.fill(handedIn, SCRIBBLE);
    }
  }

  /** Overwrites an array that a subject handed out: who handed out its own is seen by the next comparison. */
  static void scribble(Outcome outcome) {
    if (outcome.value() instanceof byte[] handedOut) {
      Arrays.fill(handedOut, SCRIBBLE);
    }
  }

  static Outcome thrown(Throwable e) {
    Status status =
        switch (e) {
          case MemoryException memoryException -> Status.of(memoryException.kind());
          case NullPointerException _ -> Status.NULL_ARGUMENT;
          case IllegalArgumentException _ -> Status.ILLEGAL_ARGUMENT;
          default -> Status.CRASH;
        };
    return new Outcome(status, null, e);
  }

  private static Outcome call(Memory memory, Call call, byte[] data) {
    return switch (call.code()) {
      case NEW_CHILD -> new Outcome(Status.OK, memory.newChild(), null);
      case SIZE -> Outcome.returned(memory.size());
      case IS_EMPTY -> Outcome.returned(memory.isEmpty());
      case ENSURE_CAPACITY -> Outcome.returned(memory.ensureCapacity(call.a()));
      case LIMIT -> Outcome.returned(memory.limit());
      case SHARED_SIZE -> Outcome.returned(memory.sharedSize());
      case SHARED_CAPACITY -> Outcome.returned(memory.sharedCapacity());
      case GET_BYTE -> Outcome.returned(memory.getByte(call.a()));
      case GET_WORD -> new Outcome(Status.OK, memory.getWord(call.a()), null);
      case GET_U256 -> new Outcome(Status.OK, memory.getU256(call.a()), null);
      case GET_SLICE -> new Outcome(Status.OK, memory.getSlice(call.a(), call.b()), null);
      case READ -> read(memory, call.a(), (int) call.b());
      case SNAPSHOT -> new Outcome(Status.OK, memory.snapshot(), null);
      case TO_HEX -> new Outcome(Status.OK, memory.toHex(), null);
      default -> {
        change(memory, call, data);
        yield Outcome.DONE;
      }
    };
  }

  private static void change(Memory memory, Call call, byte[] data) {
    switch (call.code()) {
      case COMMIT_CHILD -> memory.commitChild();
      case REVERT_CHILD -> memory.revertChild();
      case CLOSE -> memory.close();
      case RESIZE -> memory.resize(call.a());
      case RESIZE_WORD_ALIGNED -> memory.resizeWordAligned(call.a());
      case SET_LIMIT -> memory.setLimit(call.a());
      case SET_BYTE -> memory.setByte(call.a(), (byte) call.b());
      case SET_WORD -> memory.setWord(call.a(), data);
      case SET_U256 -> memory.setU256(call.a(), new BigInteger(1, data));
      case SET_DATA -> memory.setData(call.a(), data);
      case SET_DATA_BOUNDED -> memory.setDataBounded(call.a(), data, call.b(), call.c());
      case COPY -> memory.copy(call.a(), call.b(), call.c());
      case WRITE -> memory.write(call.a(), MemorySegment.ofArray(data).asReadOnly());
      case RESTORE -> memory.restore(data);
      default -> throw new AssertionError(call.code() + " is no call on a memory");
    }
  }

  private static Outcome read(Memory memory, long offset, int length) {
    byte[] destination = new byte[length];
    memory.read(offset, MemorySegment.ofArray(destination));
    return Outcome.returned(destination);
  }
}
