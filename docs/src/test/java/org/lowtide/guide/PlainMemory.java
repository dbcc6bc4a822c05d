package org.lowtide.guide;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryException.Kind;

/** A memory with a block of its own for each context, of exactly the size: small and slow. */
final class PlainMemory implements Memory {

  private static final long MAX_END = Long.MAX_VALUE - 31;
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  /** What all contexts of one memory share. */
  private static final class Shared {

    final Allocator allocator;
    final long initialCapacity;
    long limit;
    long total;

    Shared(Allocator allocator, long initialCapacity, long limit) {
      this.allocator = allocator;
      this.initialCapacity = initialCapacity;
      this.limit = limit;
    }
  }

  private final Shared shared;
  private final PlainMemory parent;
  private PlainMemory child;
  private Block block;
  private long size;
  private boolean ended;

  private PlainMemory(Shared shared, PlainMemory parent) {
    this.shared = shared;
    this.parent = parent;
  }

  static PlainMemory open(Allocator allocator, long initialCapacity, long limit) {
    PlainMemory root = new PlainMemory(new Shared(allocator, initialCapacity, limit), null);
    root.block = root.allocate(initialCapacity);
    return root;
  }

  // Contexts

  @Override
  public Memory newChild() {
    requireInnermost();
    child = new PlainMemory(shared, this);
    return child;
  }

  @Override
  public void commitChild() {
    requireChild();
    if (child.child != null) {
      throw new MemoryException(Kind.CHILD_ACTIVE, "the child has an open child");
    }
    long start = size;
    replaceBlock(size + child.size);
    if (child.size > 0) {
      MemorySegment.copy(child.block.segment(), 0, block.segment(), start, child.size);
    }
    child.end();
  }

  @Override
  public void revertChild() {
    requireChild();
    child.close();
  }

  @Override
  public void close() {
    if (ended) {
      return;
    }
    if (child != null) {
      child.close();
    }
    shared.total -= size;
    end();
  }

  private void end() {
    ended = true;
    if (block != null) {
      block.close();
      block = null;
    }
    if (parent != null) {
      parent.child = null;
    }
  }

  // Size

  @Override
  public long size() {
    requireOpen();
    return size;
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public void resize(long bytes) {
    requireInnermost();
    requireSize(bytes);
    setSize(bytes);
  }

  @Override
  public void resizeWordAligned(long minBytes) {
    requireInnermost();
    requireSize(minBytes);
    setSize(words(minBytes) * 32);
  }

  @Override
  public long ensureCapacity(long minBytes) {
    requireInnermost();
    requireSize(minBytes);
    long before = words(size);
    setSize(Math.max(size, minBytes));
    return words(size) - before;
  }

  @Override
  public long limit() {
    requireOpen();
    return shared.limit;
  }

  @Override
  public void setLimit(long bytes) {
    requireOpen();
    requireSize(Math.min(bytes, MAX_END));
    shared.limit = bytes;
  }

  @Override
  public long sharedSize() {
    requireOpen();
    return shared.total;
  }

  @Override
  public long sharedCapacity() {
    requireOpen();
    return Math.max(shared.total, shared.initialCapacity);
  }

  // Read

  @Override
  public byte getByte(long offset) {
    return getSlice(offset, 1)[0];
  }

  @Override
  public byte[] getWord(long offset) {
    return getSlice(offset, 32);
  }

  @Override
  public BigInteger getU256(long offset) {
    return new BigInteger(1, getWord(offset));
  }

  @Override
  public byte[] getSlice(long offset, long length) {
    requireRead(offset, length);
    byte[] bytes = new byte[(int) length];
    copyOut(offset, MemorySegment.ofArray(bytes));
    return bytes;
  }

  @Override
  public void read(long offset, MemorySegment destination) {
    requireUsable(destination);
    if (destination.isReadOnly()) {
      throw new IllegalArgumentException("destination must be writable");
    }
    requireOpen();
    requireOffset(offset);
    requireEnd(offset, destination.byteSize());
    requireWithin(offset, destination.byteSize());
    copyOut(offset, destination);
  }

  // Write

  @Override
  public void setByte(long offset, byte value) {
    setData(offset, new byte[] {value});
  }

  @Override
  public void setWord(long offset, byte[] word32) {
    if (word32.length != 32) {
      throw new IllegalArgumentException("word32 must have 32 bytes, had " + word32.length);
    }
    setData(offset, word32);
  }

  @Override
  public void setU256(long offset, BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 256) {
      throw new IllegalArgumentException(
          "value must be 0 to 2^256 - 1, was of sign " + value.signum() + " and " + value.bitLength() + " bits");
    }
    byte[] digits = value.toByteArray();
    byte[] word = new byte[32];
    int length = Math.min(digits.length, 32);
    System.arraycopy(digits, digits.length - length, word, 32 - length, length);
    setData(offset, word);
  }

  @Override
  public void setData(long offset, byte[] data) {
    write(offset, MemorySegment.ofArray(data));
  }

  @Override
  public void setDataBounded(long offset, byte[] data, long dataOffset, long length) {
    MemorySegment source = MemorySegment.ofArray(data);
    requireInnermost();
    requireOffset(Math.min(offset, dataOffset));
    growToEnd(offset, length);
    if (length > 0) {
      long given = Math.clamp(data.length - dataOffset, 0, length);
      MemorySegment.copy(source, Math.min(dataOffset, data.length), block.segment(), offset, given);
      block.segment().asSlice(offset + given, length - given).fill((byte) 0);
    }
  }

  @Override
  public void copy(long destination, long source, long length) {
    requireInnermost();
    requireOffset(Math.min(destination, source));
    growToEnd(Math.max(destination, source), length);
    if (length > 0) {
      MemorySegment.copy(block.segment(), source, block.segment(), destination, length);
    }
  }

  @Override
  public void write(long offset, MemorySegment source) {
    requireUsable(source);
    requireInnermost();
    requireOffset(offset);
    growToEnd(offset, source.byteSize());
    if (source.byteSize() > 0) {
      MemorySegment.copy(source, 0, block.segment(), offset, source.byteSize());
    }
  }

  // Whole

  @Override
  public byte[] snapshot() {
    return getSlice(0, size());
  }

  @Override
  public void restore(byte[] snapshot) {
    byte[] bytes = Arrays.copyOf(snapshot, snapshot.length);
    requireInnermost();
    setSize(bytes.length);
    setData(0, bytes);
  }

  @Override
  public String toHex() {
    if (size() > MAX_ARRAY / 2) {
      throw new MemoryException(Kind.INVALID_SIZE, "the text would be too long for " + size + " bytes");
    }
    return HexFormat.of().formatHex(snapshot());
  }

  // What they stand on

  private void requireOpen() {
    if (ended) {
      throw new MemoryException(Kind.CONTEXT_CLOSED, "the context has ended");
    }
  }

  private void requireInnermost() {
    requireOpen();
    if (child != null) {
      throw new MemoryException(Kind.CHILD_ACTIVE, "the context has an open child");
    }
  }

  private void requireChild() {
    requireOpen();
    if (child == null) {
      throw new MemoryException(Kind.NO_CHILD, "the context has no open child");
    }
  }

  private static void requireOffset(long offset) {
    if (offset < 0) {
      throw new MemoryException(Kind.INVALID_OFFSET, "an offset must be at least 0, was " + offset);
    }
  }

  private static void requireSize(long bytes) {
    if (bytes < 0 || bytes > MAX_END) {
      throw new MemoryException(Kind.INVALID_SIZE, "a size must be 0 to " + MAX_END + ", was " + bytes);
    }
  }

  private static void requireEnd(long offset, long length) {
    if (length < 0 || (length > 0 && offset > MAX_END - length)) {
      throw new MemoryException(Kind.INVALID_SIZE, "length must be at least 0 and not overflow, was " + length);
    }
  }

  private void requireWithin(long offset, long length) {
    if (length > 0 && offset + length > size) {
      throw new MemoryException(Kind.INVALID_OFFSET, "a read must end within the size (" + size + ")");
    }
  }

  private void requireRead(long offset, long length) {
    requireOpen();
    requireOffset(offset);
    requireEnd(offset, length);
    requireSize(length > MAX_ARRAY ? -1 : length);
    requireWithin(offset, length);
  }

  private static void requireUsable(MemorySegment segment) {
    if (!segment.scope().isAlive() || !segment.isAccessibleBy(Thread.currentThread())) {
      throw new IllegalArgumentException("the segment must be alive and this thread's");
    }
  }

  private void copyOut(long offset, MemorySegment destination) {
    if (destination.byteSize() > 0) {
      MemorySegment.copy(block.segment(), offset, destination, 0, destination.byteSize());
    }
  }

  private void growToEnd(long offset, long length) {
    requireEnd(offset, length);
    if (length > 0) {
      setSize(Math.max(size, offset + length));
    }
  }

  private void setSize(long newSize) {
    long gained = newSize - size;
    if (gained > 0 && gained > shared.limit - shared.total) {
      throw new MemoryException(Kind.LIMIT_EXCEEDED, "the limit is " + shared.limit + " bytes");
    }
    if (gained != 0) {
      replaceBlock(newSize);
      shared.total += gained;
    }
  }

  /** Moves the bytes to a block of another size; where that fails, nothing has changed. */
  private void replaceBlock(long newSize) {
    Block next = allocate(parent == null ? Math.max(newSize, shared.initialCapacity) : newSize);
    if (block != null) {
      if (next != null) {
        MemorySegment.copy(block.segment(), 0, next.segment(), 0, Math.min(size, newSize));
      }
      block.close();
    }
    block = next;
    size = newSize;
  }

  /** A block of zeros: what a context gains must read as zero. */
  private Block allocate(long bytes) {
    try {
      return bytes == 0 ? null : shared.allocator.allocateZeroed(bytes);
    } catch (AllocationFailedException e) {
      throw new MemoryException(Kind.OUT_OF_MEMORY, "no " + bytes + " bytes to be had", e);
    }
  }

  private static long words(long bytes) {
    return (bytes + 31) / 32;
  }
}
