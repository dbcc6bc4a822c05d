package org.lowtide.vm;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.lowtide.memory.FrameMemory;
import org.lowtide.memory.MemoryException;

/**
 * Two memories in lockstep: the first answers, the second is compared with it after each operation.
 *
 * <p>Compared are the outcome, the size, and the bytes read or written; as a context ends, all its bytes. At the first
 * difference the second is given up for the rest of the transaction, as what comes after would only follow from it.
 * Where the second finds no bytes it is given up too, which is no difference: the two allocate at different points.
 * Where the first finds none, the second is spared the operation: the frame halts, and its context with it.
 */
final class ShadowMemory implements FrameMemory {

  private static final int CHUNK = 4096;
  private static final String SUCCESS = "success (0)";

  /** What is told of the first difference. */
  @FunctionalInterface
  interface Observer {

    void differ(String what, String expected, String observed);
  }

  private final FrameMemory first;
  private final Observer observer;
  private @Nullable FrameMemory second;

  ShadowMemory(FrameMemory first, FrameMemory second, Observer observer) {
    this.first = first;
    this.second = second;
    this.observer = observer;
  }

  @Override
  public void newChild() {
    both(FrameMemory::newChild, 0, 0);
  }

  @Override
  public void revert() {
    compareBytes(0, first.size());
    both(FrameMemory::revert, 0, 0);
  }

  @Override
  public long size() {
    return first.size();
  }

  @Override
  public long ensureCapacity(long minBytes) {
    return ask(memory -> memory.ensureCapacity(minBytes), 0, 0);
  }

  @Override
  public void getWord(long offset, byte[] into) {
    first.getWord(offset, into);
    compareBytes(offset, Words.BYTES);
  }

  @Override
  public void read(long offset, MemorySegment destination) {
    first.read(offset, destination);
    compareBytes(offset, destination.byteSize());
  }

  @Override
  public void setWord(long offset, byte[] word32) {
    both(memory -> memory.setWord(offset, word32), offset, Words.BYTES);
  }

  @Override
  public void setByte(long offset, byte value) {
    both(memory -> memory.setByte(offset, value), offset, 1);
  }

  @Override
  public void write(long offset, MemorySegment source) {
    both(memory -> memory.write(offset, source), offset, source.byteSize());
  }

  @Override
  public void setDataBounded(long offset, MemorySegment data, long dataOffset, long length) {
    both(memory -> memory.setDataBounded(offset, data, dataOffset, length), offset, length);
  }

  @Override
  public void copy(long destination, long source, long length) {
    both(memory -> memory.copy(destination, source, length), destination, length);
  }

  @Override
  public void close() {
    try (first) {
      compareBytes(0, second == null ? 0 : first.size());
    } finally {
      giveUp();
    }
  }

  private void both(Consumer<FrameMemory> operation, long offset, long length) {
    ask(memory -> {
      operation.accept(memory);
      return 0;
    }, offset, length);
  }

  /** Runs an operation on both, and compares outcome, result, size and a range of the innermost context. */
  private long ask(ToLongFunction<FrameMemory> operation, long offset, long length) {
    Attempt expected = Attempt.of(first, operation);
    FrameMemory shadow = second;
    if (shadow != null && !expected.isOutOfMemory()) {
      Attempt observed = Attempt.of(shadow, operation);
      if (observed.isOutOfMemory()) {
        giveUp();
      } else if (!expected.outcome().equals(observed.outcome())) {
        differ("outcome", expected.outcome(), observed.outcome());
      } else if (expected.failure() == null) {
        compareSizes();
        compareBytes(offset, length);
      }
    }
    return expected.result();
  }

  /** An operation that has run on one memory. */
  private record Attempt(long value, @Nullable RuntimeException failure) {

    static Attempt of(FrameMemory memory, ToLongFunction<FrameMemory> operation) {
      try {
        return new Attempt(operation.applyAsLong(memory), null);
      } catch (RuntimeException e) {
        return new Attempt(0, e);
      }
    }

    boolean isOutOfMemory() {
      return failure instanceof MemoryException memory && memory.kind() == MemoryException.Kind.OUT_OF_MEMORY;
    }

    String outcome() {
      return switch (failure) {
        case null -> "success (" + value + ")";
        case MemoryException memory -> memory.kind().name();
        default -> failure.toString();
      };
    }

    long result() {
      if (failure != null) {
        throw failure;
      }
      return value;
    }
  }

  private void compareSizes() {
    FrameMemory shadow = second;
    if (shadow != null && shadow.size() != first.size()) {
      differ("size", Long.toString(first.size()), Long.toString(shadow.size()));
    }
  }

  private void compareBytes(long offset, long length) {
    byte[] expected = new byte[(int) Math.min(CHUNK, length)];
    byte[] observed = new byte[expected.length];
    for (long done = 0; second != null && done < length;) {
      int next = (int) Math.min(CHUNK, length - done);
      long at = offset + done;
      first.read(at, MemorySegment.ofArray(expected).asSlice(0, next));
      compareChunk(second, at, expected, observed, next);
      done += next;
    }
  }

  private void compareChunk(FrameMemory shadow, long at, byte[] expected, byte[] observed, int length) {
    Attempt read = Attempt.of(shadow, memory -> {
      memory.read(at, MemorySegment.ofArray(observed).asSlice(0, length));
      return 0;
    });
    if (read.failure() != null) {
      differ("read at " + at, SUCCESS, read.outcome());
      return;
    }
    int mismatch = Arrays.mismatch(expected, 0, length, observed, 0, length);
    if (mismatch >= 0) {
      HexFormat hex = HexFormat.of();
      differ("byte " + (at + mismatch), hex.toHexDigits(expected[mismatch]), hex.toHexDigits(observed[mismatch]));
    }
  }

  /** Tells of the first difference; what else is wrong as the second memory is closed follows from it. */
  private void differ(String what, String expected, String observed) {
    closeSecond();
    observer.differ(what, expected, observed);
  }

  /** Ends the comparison where nothing has differed yet. */
  private void giveUp() {
    String outcome = closeSecond();
    if (!outcome.equals(SUCCESS)) {
      observer.differ("close", SUCCESS, outcome);
    }
  }

  /** Returns how closing the second memory went; nothing is left to close the second time. */
  private String closeSecond() {
    FrameMemory shadow = second;
    second = null;
    return shadow == null ? SUCCESS : Attempt.of(shadow, memory -> {
      memory.close();
      return 0;
    }).outcome();
  }
}
