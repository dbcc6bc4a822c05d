package org.lowtide.vm;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a machine on its memory, always on the innermost context.
 *
 * @param kind which
 * @param numbers its operands that are numbers, in order; offsets and lengths in bytes
 * @param bytes its operand that is bytes, which comes after the first number; null where it has none; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared as text where at all
public record MemoryOperation(Kind kind, List<Long> numbers, byte @Nullable [] bytes) {

  /** The kinds of operations: those of the traces of the corpus. */
  public enum Kind {
    /** No operands. */
    NEW_CHILD("newChild"),
    /** No operands. */
    REVERT_CHILD("revertChild"),
    /** The least size. */
    ENSURE_CAPACITY("ensureCapacity"),
    /** Offset, and 32 bytes. */
    SET_WORD("setWord"),
    /** Offset and value. */
    SET_BYTE("setByte"),
    /** Offset, and bytes. */
    SET_DATA("setData"),
    /** Offset, bytes, offset within them, length. */
    SET_DATA_BOUNDED("setDataBounded"),
    /** Destination, source, length. */
    COPY("copy"),
    /** Offset. */
    GET_WORD("getWord"),
    /** Offset and length. */
    GET_SLICE("getSlice");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /**
     * How texts of programs name it.
     *
     * @return the name of the member of {@link org.lowtide.memory.Memory}
     */
    public String word() {
      return word;
    }
  }

  /** A line of the text form of programs. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(kind.word());
    for (int i = 0; i < numbers.size(); i++) {
      line.append(' ').append(numbers.get(i));
      if (i == 0 && bytes != null) {
        line.append(" hex(").append(HexFormat.of().formatHex(bytes)).append(')');
      }
    }
    return line.toString();
  }
}
