package org.lowtide.memory;

import java.lang.foreign.MemorySegment;

/**
 * The memory of a stack of call frames as the virtual machine sees it: a stack of contexts of which only the innermost
 * is ever read or written.
 *
 * <p>{@link ArenaMemory} is one, without anything between; the machine reaches other memories through an adapter. What
 * a method does, checks and throws is what the method of that name of {@link Memory} does for the innermost context,
 * rules M1 to M14 included; a memory that was closed has none, which is {@code CONTEXT_CLOSED}. Words and segments go
 * through storage of the caller's, so that reading and writing allocates nothing but what growth needs.
 *
 * <p>Thread rule: confined to one thread at a time, unchecked.
 */
public interface FrameMemory extends AutoCloseable {

  /** Opens a child of the innermost context, which is the innermost from now on: as {@link Memory#newChild()}. */
  void newChild();

  /**
   * Drops the innermost context: as {@link Memory#revertChild()} of its parent.
   *
   * @throws MemoryException {@code NO_CHILD} where it is the root
   */
  void revert();

  /**
   * The size of the innermost context.
   *
   * @return bytes, at least 0
   */
  long size();

  /**
   * Grows the innermost context: as {@link Memory#ensureCapacity}.
   *
   * @param minBytes bytes, at least 0
   * @return the words newly begun
   */
  long ensureCapacity(long minBytes);

  /**
   * Reads a word: as {@link Memory#getWord}.
   *
   * @param offset in bytes from the start of the innermost context
   * @param into where the 32 bytes go
   */
  void getWord(long offset, byte[] into);

  /**
   * Reads a range: as {@link Memory#read}.
   *
   * @param offset in bytes from the start of the innermost context
   * @param destination where the bytes go
   */
  void read(long offset, MemorySegment destination);

  /**
   * Writes a word: as {@link Memory#setWord}.
   *
   * @param offset in bytes from the start of the innermost context
   * @param word32 32 bytes
   */
  void setWord(long offset, byte[] word32);

  /**
   * Writes a byte: as {@link Memory#setByte}.
   *
   * @param offset in bytes from the start of the innermost context
   * @param value the byte
   */
  void setByte(long offset, byte value);

  /**
   * Writes a segment: as {@link Memory#write}.
   *
   * @param offset in bytes from the start of the innermost context
   * @param source not of this memory's own blocks
   */
  void write(long offset, MemorySegment source);

  /**
   * Writes a range of a segment, zeros for what lies past its end: as {@link Memory#setDataBounded}.
   *
   * @param offset in bytes from the start of the innermost context
   * @param data not of this memory's own blocks
   * @param dataOffset in bytes from the start of {@code data}; may lie past its end
   * @param length in bytes, at least 0
   */
  void setDataBounded(long offset, MemorySegment data, long dataOffset, long length);

  /**
   * Copies within the innermost context: as {@link Memory#copy}.
   *
   * @param destination in bytes from the start of the innermost context
   * @param source in bytes from the start of the innermost context
   * @param length in bytes, at least 0
   */
  void copy(long destination, long source, long length);

  /** Ends all contexts and gives back all bytes; does nothing the second time. */
  @Override
  void close();
}
