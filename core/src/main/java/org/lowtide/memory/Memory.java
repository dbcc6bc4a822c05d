package org.lowtide.memory;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;

/**
 * A handle to one context of a stack of contexts that share one arena: the memory of a virtual machine's call frames.
 *
 * <p>The rules are numbered as in the reference model and in every finding:
 *
 * <ul>
 *   <li><b>M1</b> Contexts form a stack. {@link #newChild()} on the innermost context opens a child of size 0 whose
 *       first byte follows the parent's last.
 *   <li><b>M2</b> Every open context can be read from its own handle and sees its own bytes only. Only the innermost can
 *       be changed.
 *   <li><b>M3</b> {@link #revertChild()} drops the child and all its open descendants: the parent's size and bytes are
 *       what they were at {@link #newChild()}.
 *   <li><b>M4</b> {@link #commitChild()} appends the child's bytes to the parent.
 *   <li><b>M5</b> {@link #ensureCapacity} counts words of this context's own size, whatever its place in the arena.
 *   <li><b>M6</b> {@link #close()} on an open child reverts it, on the root it frees everything; it is idempotent. Any
 *       other use of a handle whose context has ended is {@code CONTEXT_CLOSED} and touches no byte.
 *   <li><b>M7</b> Bytes that a context gains by growing read as zero, whatever was there before.
 *   <li><b>M8</b> Sizes are exact bytes. A write grows to its end and never shrinks. Words are 32 bytes, big-endian and
 *       unsigned; hex is lower case without a prefix.
 *   <li><b>M9</b> The sizes of all open contexts together never exceed the limit. There is one limit for all of them.
 *   <li><b>M10</b> A zero-length read, write or copy does nothing at any non-negative offset.
 *   <li><b>M11</b> {@link #copy} behaves like MCOPY (EIP-5656): both ranges count for growth, overlap is exact. Data
 *       handed in or out is copied: no view of the arena escapes.
 *   <li><b>M12</b> An operation that fails, for any reason, changes no size, no byte, no limit, and leaks nothing.
 *   <li><b>M13</b> The bytes held are at least {@link #sharedSize()} and bounded by what was needed at the most; after
 *       the root's {@link #close()} the allocator has no live byte of this memory's.
 *   <li><b>M14</b> A memory is confined to one thread at a time and does not check it; two memories share nothing but
 *       the allocator.
 * </ul>
 *
 * <p>A call checks in this order: the shape of its arguments ({@link NullPointerException}, {@link
 * IllegalArgumentException}), then the kinds of {@link MemoryException.Kind} in their order there. Every method but
 * {@link #close()} throws {@code CONTEXT_CLOSED} on a handle whose context has ended; this is not said again below.
 *
 * <p>A range of length 0 is within every context, but its offset may not be negative: that is {@code INVALID_OFFSET}. An
 * end above 2^63 - 32, the largest that can be rounded up to words, is {@code INVALID_SIZE} whether it is read or
 * written; so is a size above it. An end above the size is {@code INVALID_OFFSET} for a read, and grows the context for
 * a write.
 */
public interface Memory extends AutoCloseable {

  // Contexts

  /**
   * Opens a child of this context: size 0, beginning where this context ends (M1).
   *
   * @return the handle to the child, now the innermost context
   * @throws MemoryException {@code CHILD_ACTIVE} where this context has an open child already; {@code OUT_OF_MEMORY}
   *     where opening it needs bytes that the allocator does not give
   */
  Memory newChild();

  /**
   * Ends this context's child and appends its bytes to this context (M4).
   *
   * @throws MemoryException {@code NO_CHILD} where there is none; {@code CHILD_ACTIVE} where the child has an open child
   *     itself; {@code OUT_OF_MEMORY} where appending needs bytes that the allocator does not give
   */
  void commitChild();

  /**
   * Ends this context's child and all its open descendants, and drops their bytes (M3). Never fails for want of bytes.
   *
   * @throws MemoryException {@code NO_CHILD} where there is none
   */
  void revertChild();

  /**
   * Ends this context: a child is reverted with all its descendants, the root gives back all bytes (M6).
   *
   * <p>Idempotent on every handle, and never fails for want of bytes.
   */
  @Override
  void close();

  // Size

  /**
   * The size of this context alone.
   *
   * @return bytes, at least 0
   */
  long size();

  /**
   * Whether this context has no bytes.
   *
   * @return whether {@link #size()} is 0
   */
  boolean isEmpty();

  /**
   * Sets the size of this context: drops the tail, or grows by zeros (M7).
   *
   * @param bytes the new size in bytes, at least 0
   * @throws MemoryException {@code CHILD_ACTIVE}, {@code INVALID_SIZE}, {@code LIMIT_EXCEEDED} or {@code OUT_OF_MEMORY}
   */
  void resize(long bytes);

  /**
   * Sets the size of this context to {@code minBytes} rounded up to a multiple of 32; so it may shrink.
   *
   * @param minBytes bytes, at least 0
   * @throws MemoryException {@code CHILD_ACTIVE}, {@code INVALID_SIZE}, {@code LIMIT_EXCEEDED} or {@code OUT_OF_MEMORY}
   */
  void resizeWordAligned(long minBytes);

  /**
   * Grows this context to at least {@code minBytes}, exactly and by zeros; never shrinks it.
   *
   * @param minBytes bytes, at least 0
   * @return the words of 32 bytes newly begun by this context, {@code ceil(new / 32) - ceil(old / 32)}: what the gas of
   *     a memory expansion is computed from (M5; Yellow Paper, appendix H)
   * @throws MemoryException {@code CHILD_ACTIVE}, {@code INVALID_SIZE}, {@code LIMIT_EXCEEDED} or {@code OUT_OF_MEMORY}
   */
  long ensureCapacity(long minBytes);

  /**
   * The most bytes that all open contexts may have together: the same from every handle (M9).
   *
   * @return bytes, at least 0
   */
  long limit();

  /**
   * Sets the limit for all contexts, from any open handle, innermost or not (M9).
   *
   * <p>It may be set below the bytes in use: then nothing grows until the total is below it again, and everything else
   * still works.
   *
   * @param bytes the limit in bytes, at least 0
   * @throws MemoryException {@code INVALID_SIZE} where it is negative
   */
  void setLimit(long bytes);

  /**
   * The sizes of all open contexts added up.
   *
   * @return bytes, at least 0
   */
  long sharedSize();

  /**
   * The bytes that this memory holds for all its contexts.
   *
   * @return bytes, at least {@link #sharedSize()} and at least the initial capacity (M13)
   */
  long sharedCapacity();

  // Read

  /**
   * Reads one byte.
   *
   * @param offset in bytes from the start of this context, at least 0
   * @return the byte
   * @throws MemoryException {@code INVALID_OFFSET} or {@code INVALID_SIZE}
   */
  byte getByte(long offset);

  /**
   * Reads a word.
   *
   * @param offset in bytes from the start of this context, at least 0, at any alignment
   * @return a fresh array of 32 bytes
   * @throws MemoryException {@code INVALID_OFFSET} or {@code INVALID_SIZE}
   */
  byte[] getWord(long offset);

  /**
   * Reads a word as a big-endian unsigned number.
   *
   * @param offset in bytes from the start of this context, at least 0, at any alignment
   * @return 0 to 2^256 - 1
   * @throws MemoryException {@code INVALID_OFFSET} or {@code INVALID_SIZE}
   */
  BigInteger getU256(long offset);

  /**
   * Reads a range.
   *
   * @param offset in bytes from the start of this context, at least 0
   * @param length in bytes, 0 to 2^31 - 9
   * @return a fresh array of {@code length} bytes
   * @throws MemoryException {@code INVALID_OFFSET} or {@code INVALID_SIZE}
   */
  byte[] getSlice(long offset, long length);

  /**
   * Reads a range of {@code destination.byteSize()} bytes without allocating.
   *
   * @param offset in bytes from the start of this context, at least 0
   * @param destination where the bytes go: writable, alive and accessible by this thread
   * @throws IllegalArgumentException where {@code destination} is read-only, not alive or another thread's
   * @throws MemoryException {@code INVALID_OFFSET} or {@code INVALID_SIZE}
   */
  void read(long offset, MemorySegment destination);

  // Write: each grows this context to the end of what is written; all but the zero-length ones

  /**
   * Writes one byte.
   *
   * @param offset in bytes from the start of this context, at least 0
   * @param value the byte
   * @throws MemoryException {@code CHILD_ACTIVE}, {@code INVALID_OFFSET}, {@code INVALID_SIZE}, {@code LIMIT_EXCEEDED}
   *     or {@code OUT_OF_MEMORY}
   */
  void setByte(long offset, byte value);

  /**
   * Writes a word.
   *
   * @param offset in bytes from the start of this context, at least 0, at any alignment
   * @param word32 exactly 32 bytes, copied
   * @throws IllegalArgumentException where {@code word32} has not 32 bytes
   * @throws MemoryException as {@link #setByte}
   */
  void setWord(long offset, byte[] word32);

  /**
   * Writes a number as a big-endian word of 32 bytes.
   *
   * @param offset in bytes from the start of this context, at least 0, at any alignment
   * @param value 0 to 2^256 - 1
   * @throws IllegalArgumentException where {@code value} is negative or has more than 256 bits
   * @throws MemoryException as {@link #setByte}
   */
  void setU256(long offset, BigInteger value);

  /**
   * Writes an array.
   *
   * @param offset in bytes from the start of this context, at least 0
   * @param data any number of bytes, copied; none does nothing (M10)
   * @throws MemoryException as {@link #setByte}
   */
  void setData(long offset, byte[] data);

  /**
   * Writes {@code length} bytes of {@code data} from {@code dataOffset} on, and zeros for what lies past its end: the
   * way of CALLDATACOPY and CODECOPY.
   *
   * @param offset in bytes from the start of this context, at least 0
   * @param data where the bytes come from, copied
   * @param dataOffset in bytes from the start of {@code data}, at least 0; may lie past its end
   * @param length in bytes, at least 0; {@code dataOffset + length} may overflow
   * @throws MemoryException as {@link #setByte}
   */
  void setDataBounded(long offset, byte[] data, long dataOffset, long length);

  /**
   * Copies within this context the way of MCOPY (EIP-5656): grows to the end of both ranges, then copies as if through
   * a temporary (M11).
   *
   * @param destination in bytes from the start of this context, at least 0
   * @param source in bytes from the start of this context, at least 0
   * @param length in bytes, at least 0; 0 does nothing
   * @throws MemoryException as {@link #setByte}
   */
  void copy(long destination, long source, long length);

  /**
   * Writes all bytes of a segment without allocating for them on the Java heap.
   *
   * @param offset in bytes from the start of this context, at least 0
   * @param source alive and accessible by this thread; not a segment of this memory's own blocks
   * @throws IllegalArgumentException where {@code source} is not alive or another thread's
   * @throws MemoryException as {@link #setByte}
   */
  void write(long offset, MemorySegment source);

  // Whole

  /**
   * Copies out all bytes of this context.
   *
   * @return a fresh array of {@link #size()} bytes
   * @throws MemoryException {@code INVALID_SIZE} where the size is above 2^31 - 9
   */
  byte[] snapshot();

  /**
   * Makes this context exactly {@code snapshot}: its size and its bytes.
   *
   * @param snapshot the bytes, copied
   * @throws MemoryException {@code CHILD_ACTIVE}, {@code LIMIT_EXCEEDED} or {@code OUT_OF_MEMORY}
   */
  void restore(byte[] snapshot);

  /**
   * The bytes of this context as hex.
   *
   * @return two digits a byte, lower case, without a prefix
   * @throws MemoryException {@code INVALID_SIZE} where the text would be longer than 2^31 - 9
   */
  String toHex();
}
