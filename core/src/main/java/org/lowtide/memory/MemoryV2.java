package org.lowtide.memory;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import org.lowtide.alloc.Allocator;

/**
 * A handle to one context of an {@link ArenaMemory}: the replacement for {@link LegacyMemory}, with its interface.
 *
 * <p>It keeps all rules of {@link Memory} and has no known deviation. A handle is bound to its context, not to a place:
 * it holds the depth and an id that no other context of the arena ever has, so that a handle whose context has ended
 * throws {@code CONTEXT_CLOSED} even when another context lives at that depth. A handle has no state of its own that
 * changes: size, limit and bytes are the arena's, and every handle sees them at once.
 *
 * <p>Opening a child costs one small object. All other costs, and how the block grows, are those of {@link
 * ArenaMemory}.
 *
 * <p>Thread rule: all handles of an arena are confined to one thread at a time, unchecked (M14).
 */
public final class MemoryV2 implements Memory {

  private final ArenaMemory arena;
  private final int depth;
  private final long id;

  private MemoryV2(ArenaMemory arena, int depth, long id) {
    this.arena = arena;
    this.depth = depth;
    this.id = id;
  }

  /**
   * Opens a memory: a new arena, and the handle to its root.
   *
   * @param allocator where the bytes come from, and go back to
   * @param initialCapacityBytes the bytes to hold from the start, at least 0
   * @param limitBytes the most bytes that all contexts may have together, at least {@code initialCapacityBytes}
   * @return the handle to the root, a context of size 0
   * @throws IllegalArgumentException where either is negative or the capacity is above the limit
   * @throws MemoryException of kind {@code OUT_OF_MEMORY} where the allocator fails; then nothing stays allocated
   */
  public static MemoryV2 open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    ArenaMemory arena = ArenaMemory.open(allocator, initialCapacityBytes, limitBytes);
    return new MemoryV2(arena, 0, ArenaMemory.ROOT_ID);
  }

  /** The depth of this context while it is open; else one at which every call is {@code CONTEXT_CLOSED}. */
  private int depth() {
    return arena.depthOf(depth, id);
  }

  @Override
  public MemoryV2 newChild() {
    MemoryV2 child = new MemoryV2(arena, depth + 1, arena.nextId()); // before the push: it may find the heap full
    arena.newChild(depth());
    return child;
  }

  @Override
  public void commitChild() {
    arena.commitChild(depth());
  }

  @Override
  public void revertChild() {
    arena.revertChild(depth());
  }

  @Override
  public void close() {
    int open = depth();
    if (open == 0) {
      arena.close();
    } else if (open > 0) {
      arena.revertChild(open - 1);
    }
  }

  @Override
  public long size() {
    return arena.size(depth());
  }

  @Override
  public boolean isEmpty() {
    return arena.size(depth()) == 0;
  }

  @Override
  public void resize(long bytes) {
    arena.resize(depth(), bytes);
  }

  @Override
  public void resizeWordAligned(long minBytes) {
    arena.resizeWordAligned(depth(), minBytes);
  }

  @Override
  public long ensureCapacity(long minBytes) {
    return arena.ensureCapacity(depth(), minBytes);
  }

  @Override
  public long limit() {
    return arena.limit(depth());
  }

  @Override
  public void setLimit(long bytes) {
    arena.setLimit(depth(), bytes);
  }

  @Override
  public long sharedSize() {
    return arena.sharedSize(depth());
  }

  @Override
  public long sharedCapacity() {
    return arena.sharedCapacity(depth());
  }

  @Override
  public byte getByte(long offset) {
    return arena.getByte(depth(), offset);
  }

  @Override
  public byte[] getWord(long offset) {
    return arena.getWord(depth(), offset);
  }

  @Override
  public BigInteger getU256(long offset) {
    return arena.getU256(depth(), offset);
  }

  @Override
  public byte[] getSlice(long offset, long length) {
    return arena.getSlice(depth(), offset, length);
  }

  @Override
  public void read(long offset, MemorySegment destination) {
    arena.read(depth(), offset, destination);
  }

  @Override
  public void setByte(long offset, byte value) {
    arena.setByte(depth(), offset, value);
  }

  @Override
  public void setWord(long offset, byte[] word32) {
    arena.setWord(depth(), offset, word32);
  }

  @Override
  public void setU256(long offset, BigInteger value) {
    arena.setU256(depth(), offset, value);
  }

  @Override
  public void setData(long offset, byte[] data) {
    arena.setData(depth(), offset, data);
  }

  @Override
  public void setDataBounded(long offset, byte[] data, long dataOffset, long length) {
    arena.setDataBounded(depth(), offset, data, dataOffset, length);
  }

  @Override
  public void copy(long destination, long source, long length) {
    arena.copy(depth(), destination, source, length);
  }

  @Override
  public void write(long offset, MemorySegment source) {
    arena.write(depth(), offset, source);
  }

  @Override
  public byte[] snapshot() {
    return arena.snapshot(depth());
  }

  @Override
  public void restore(byte[] snapshot) {
    arena.restore(depth(), snapshot);
  }

  @Override
  public String toHex() {
    return arena.toHex(depth());
  }

  @Override
  public String toString() {
    return depth() == ArenaMemory.ENDED ? "MemoryV2[ended]" : "MemoryV2[depth=" + depth + ", size=" + size() + "]";
  }
}
