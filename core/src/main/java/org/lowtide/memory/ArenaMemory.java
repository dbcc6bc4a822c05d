package org.lowtide.memory;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.memory.MemoryException.Kind;

/**
 * A stack of contexts in one block of bytes: what {@link MemoryV2} hands out handles to.
 *
 * <p>A context is named by its depth: 0 is the root, {@link #depth()} the innermost. Each method does what the method
 * of that name in {@link Memory} does for the context at the depth given, keeps the same rules M1 to M14, checks in the
 * same order and throws the same exceptions; a depth at which no context is open is {@code CONTEXT_CLOSED}. A depth
 * names whatever context is there now: who keeps one across a commit or a revert wants a {@link MemoryV2}, whose
 * handles know that their context has ended. As a {@link FrameMemory} its methods without a depth are those of the
 * innermost context.
 *
 * <p>How it works: contexts lie one after another, so a commit only forgets where the child began, and a revert only
 * drops the end. Bytes past the last context are kept zero, by clearing what a revert or a shrink drops; so growth
 * inside the block clears nothing. The block grows to the bytes required or to twice its size, whichever is more, but
 * for the latter not beyond the limit; only the bytes in use are copied. It never shrinks. Without an initial capacity
 * there is no block until the first byte.
 *
 * <p>Cost: {@code newChild}, {@code commitChild} and every query are O(1), amortised; a revert is linear in the bytes
 * dropped, a write in the bytes written and gained, amortised.
 *
 * <p>Thread rule: confined to one thread at a time, unchecked.
 */
public final class ArenaMemory implements FrameMemory {

  /** The id of the root of every arena. */
  static final long ROOT_ID = 0;

  /** A depth at which no context is ever open. */
  static final int ENDED = -1;

  /** The least bytes that the block grows to, where the limit has room: small enough for the bound of M13. */
  private static final long FIRST_CAPACITY = 1024;

  private static final int FIRST_DEPTHS = 16;

  private final Allocator allocator;
  private final Slab slab = new Slab();

  /** Where the context at each depth begins in the slab. It ends where the next begins, the innermost at the total. */
  private long[] starts = new long[FIRST_DEPTHS];

  /** Which context is at each depth: a number that no other context of this arena has had or will have. */
  private long[] ids = new long[FIRST_DEPTHS];

  /** The depth of the innermost context; {@link #ENDED} once closed. */
  private int top;

  /** Where the innermost context begins: what {@link #starts} has at its depth, without the way there. */
  private long begin;

  private long nextId = ROOT_ID + 1;
  private long total;
  private long limit;

  private ArenaMemory(Allocator allocator, long limitBytes) {
    this.allocator = allocator;
    this.limit = limitBytes;
  }

  /**
   * Opens an arena with an empty root context.
   *
   * @param allocator where the bytes come from, and go back to
   * @param initialCapacityBytes the bytes to hold from the start, at least 0
   * @param limitBytes the most bytes that all contexts may have together, at least {@code initialCapacityBytes}
   * @return the arena
   * @throws IllegalArgumentException where either is negative or the capacity is above the limit
   * @throws MemoryException of kind {@code OUT_OF_MEMORY} where the allocator fails; then nothing stays allocated
   */
  public static ArenaMemory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    Objects.requireNonNull(allocator, "allocator");
    Operands.opening(initialCapacityBytes, limitBytes);
    ArenaMemory arena = new ArenaMemory(allocator, limitBytes);
    if (initialCapacityBytes > 0) {
      arena.enlarge(initialCapacityBytes, initialCapacityBytes);
    }
    return arena;
  }

  // Contexts

  /**
   * The depth of the innermost context.
   *
   * @return 0 where only the root is open, one more for each open child; -1 once closed
   */
  public int depth() {
    return top;
  }

  /** The id that the next child will have. */
  long nextId() {
    return nextId;
  }

  /** That depth if the context of that id is open there, else {@link #ENDED}. */
  int depthOf(int depth, long id) {
    return depth <= top && ids[depth] == id ? depth : ENDED;
  }

  /** As {@link Memory#newChild()}; the child is at {@code depth + 1}. */
  public void newChild(int depth) {
    requireInnermost(depth);
    int child = depth + 1;
    if (child == starts.length) {
      long[] moreStarts = Arrays.copyOf(starts, 2 * child);
      ids = Arrays.copyOf(ids, 2 * child);
      starts = moreStarts;
    }
    starts[child] = total;
    ids[child] = nextId++;
    top = child;
    begin = total;
  }

  /** As {@link Memory#commitChild()}. */
  public void commitChild(int depth) {
    requireChild(depth);
    if (depth + 1 < top) {
      throw new MemoryException(Kind.CHILD_ACTIVE, "the child to commit must be innermost, has an open child itself");
    }
    top = depth;
    begin = starts[depth];
  }

  /** As {@link Memory#revertChild()}. */
  public void revertChild(int depth) {
    requireChild(depth);
    long newTotal = starts[depth + 1];
    slab.clear(newTotal, total);
    top = depth;
    begin = starts[depth];
    total = newTotal;
  }

  /** Ends all contexts and gives back the block; does nothing the second time. */
  @Override
  public void close() {
    top = ENDED;
    begin = 0;
    total = 0;
    slab.close();
  }

  // Size

  /** As {@link Memory#size()}. */
  public long size(int depth) {
    requireOpen(depth);
    return sizeAt(depth);
  }

  /** As {@link Memory#resize}. */
  public void resize(int depth, long bytes) {
    requireInnermost(depth);
    Ranges.requireSize("bytes", bytes);
    setSize(bytes);
  }

  /** As {@link Memory#resizeWordAligned}. */
  public void resizeWordAligned(int depth, long minBytes) {
    requireInnermost(depth);
    Ranges.requireSize("minBytes", minBytes);
    setSize(Ranges.roundUpToWords(minBytes));
  }

  /** As {@link Memory#ensureCapacity}. */
  public long ensureCapacity(int depth, long minBytes) {
    requireInnermost(depth);
    Ranges.requireSize("minBytes", minBytes);
    long before = sizeAt(top);
    reach(minBytes);
    return (Ranges.roundUpToWords(Math.max(before, minBytes)) - Ranges.roundUpToWords(before)) / Operands.WORD;
  }

  /** As {@link Memory#limit()}. */
  public long limit(int depth) {
    requireOpen(depth);
    return limit;
  }

  /** As {@link Memory#setLimit}. */
  public void setLimit(int depth, long bytes) {
    requireOpen(depth);
    Ranges.requireLength("bytes", bytes);
    limit = bytes;
  }

  /** As {@link Memory#sharedSize()}. */
  public long sharedSize(int depth) {
    requireOpen(depth);
    return total;
  }

  /** As {@link Memory#sharedCapacity()}. */
  public long sharedCapacity(int depth) {
    requireOpen(depth);
    return slab.capacity();
  }

  // Read

  /** As {@link Memory#getByte}. */
  public byte getByte(int depth, long offset) {
    return slab.get(toRead(depth, offset, 1));
  }

  /** As {@link Memory#getWord}. */
  public byte[] getWord(int depth, long offset) {
    return slab.read(toRead(depth, offset, Operands.WORD), Operands.WORD);
  }

  /** As {@link Memory#getU256}. */
  public BigInteger getU256(int depth, long offset) {
    return slab.readU256(toRead(depth, offset, Operands.WORD));
  }

  /** As {@link Memory#getSlice}. */
  public byte[] getSlice(int depth, long offset, long length) {
    requireOpen(depth);
    Ranges.requireOffset("offset", offset);
    Ranges.requireLength("length", length);
    int elements = Ranges.arrayLength("length", length);
    return slab.read(toRead(depth, offset, length), elements);
  }

  /** As {@link Memory#read}. */
  public void read(int depth, long offset, MemorySegment destination) {
    Operands.destination(destination);
    slab.read(toRead(depth, offset, destination.byteSize()), destination);
  }

  // Write

  /** As {@link Memory#setByte}. */
  public void setByte(int depth, long offset, byte value) {
    slab.put(toWrite(depth, offset, 1), value);
  }

  /** As {@link Memory#setWord}. */
  public void setWord(int depth, long offset, byte[] word32) {
    Operands.word(word32);
    slab.writeWord(toWrite(depth, offset, Operands.WORD), 0, word32);
  }

  /** As {@link Memory#setU256}. */
  public void setU256(int depth, long offset, BigInteger value) {
    setWord(depth, offset, Operands.u256(value));
  }

  /** As {@link Memory#setData}. */
  public void setData(int depth, long offset, byte[] data) {
    Objects.requireNonNull(data, "data");
    slab.write(toWrite(depth, offset, data.length), data, 0, data.length);
  }

  /** As {@link Memory#setDataBounded}. */
  public void setDataBounded(int depth, long offset, byte[] data, long dataOffset, long length) {
    Objects.requireNonNull(data, "data");
    requireInnermost(depth);
    Ranges.requireOffset("offset", offset);
    Ranges.requireOffset("dataOffset", dataOffset);
    long at = toWrite(depth, offset, length);
    int from = (int) Math.min(dataOffset, data.length);
    int copied = (int) Math.min(length, data.length - from);
    slab.write(at, data, from, copied);
    slab.clear(at + copied, at + length);
  }

  /** As {@link Memory#copy}. */
  public void copy(int depth, long destination, long source, long length) {
    requireInnermost(depth);
    Ranges.requireOffset("destination", destination);
    Ranges.requireOffset("source", source);
    Ranges.requireLength("length", length);
    if (length == 0) {
      return;
    }
    reach(Math.max(Ranges.end("destination", destination, length), Ranges.end("source", source, length)));
    slab.move(begin + destination, begin + source, length);
  }

  /** As {@link Memory#write}. */
  public void write(int depth, long offset, MemorySegment source) {
    Operands.source(source);
    slab.write(toWrite(depth, offset, source.byteSize()), source);
  }

  // Whole

  /** As {@link Memory#snapshot()}. */
  public byte[] snapshot(int depth) {
    requireOpen(depth);
    return slab.read(starts[depth], Ranges.arrayLength("size", sizeAt(depth)));
  }

  /** As {@link Memory#restore}. */
  public void restore(int depth, byte[] snapshot) {
    Objects.requireNonNull(snapshot, "snapshot");
    requireInnermost(depth);
    setSize(snapshot.length);
    slab.write(begin, snapshot, 0, snapshot.length);
  }

  /** As {@link Memory#toHex()}. */
  public String toHex(int depth) {
    requireOpen(depth);
    long size = sizeAt(depth);
    if (size > Ranges.MAX_ARRAY / 2) {
      throw new MemoryException(Kind.INVALID_SIZE, "size must be at most 2^30 - 5 to be shown as hex, was " + size);
    }
    return slab.readHex(starts[depth], (int) size);
  }

  // Of the innermost context

  @Override
  public void newChild() {
    newChild(top);
  }

  @Override
  public void revert() {
    if (top == 0) {
      throw new MemoryException(Kind.NO_CHILD, "the root cannot be reverted");
    }
    revertChild(top - 1);
  }

  @Override
  public long size() {
    return size(top);
  }

  @Override
  public long ensureCapacity(long minBytes) {
    return ensureCapacity(top, minBytes);
  }

  @Override
  public void getWord(long offset, byte[] into) {
    Operands.word(into);
    if (!isWithin(offset, Operands.WORD)) {
      toRead(top, offset, Operands.WORD); // refuses it
    }
    slab.readWord(begin, offset, into);
  }

  @Override
  public void read(long offset, MemorySegment destination) {
    read(top, offset, destination);
  }

  @Override
  public void setWord(long offset, byte[] word32) {
    Operands.word(word32);
    if (isWithin(offset, Operands.WORD)) {
      slab.writeWord(begin, offset, word32);
    } else {
      slab.writeWord(toWrite(top, offset, Operands.WORD), 0, word32);
    }
  }

  @Override
  public void setByte(long offset, byte value) {
    slab.put(isWithin(offset, 1) ? begin + offset : toWrite(top, offset, 1), value);
  }

  @Override
  public void write(long offset, MemorySegment source) {
    write(top, offset, source);
  }

  @Override
  public void setDataBounded(long offset, MemorySegment data, long dataOffset, long length) {
    Operands.source(data);
    requireInnermost(top);
    Ranges.requireOffset("offset", offset);
    Ranges.requireOffset("dataOffset", dataOffset);
    long at = toWrite(top, offset, length);
    long from = Math.min(dataOffset, data.byteSize());
    long copied = Math.min(length, data.byteSize() - from);
    slab.write(at, data.asSlice(from, copied));
    slab.clear(at + copied, at + length);
  }

  @Override
  public void copy(long destination, long source, long length) {
    copy(top, destination, source, length);
  }

  @Override
  public String toString() {
    return "ArenaMemory[depth=" + top + ", sharedSize=" + total + ", sharedCapacity=" + slab.capacity() + ", limit="
        + limit + "]";
  }

  // The checks, in the order of the contract's table, and growth

  /**
   * Whether all checks are passed already: the range is in the innermost context. Once closed nothing is. A negative
   * offset is too large as an unsigned number, so that one comparison does.
   */
  private boolean isWithin(long offset, int length) {
    return Long.compareUnsigned(offset, Math.max(total - begin - length + 1, 0)) < 0;
  }

  private void requireOpen(int depth) {
    if (depth < 0 || depth > top) {
      throw new MemoryException(Kind.CONTEXT_CLOSED, "the context has ended");
    }
  }

  private void requireInnermost(int depth) {
    requireOpen(depth);
    if (depth != top) {
      throw new MemoryException(
          Kind.CHILD_ACTIVE, "only the innermost context (depth " + top + ") can be changed, this one is at " + depth);
    }
  }

  private void requireChild(int depth) {
    requireOpen(depth);
    if (depth == top) {
      throw new MemoryException(Kind.NO_CHILD, "the context at depth " + depth + " has no open child");
    }
  }

  private long sizeAt(int depth) {
    return (depth == top ? total : starts[depth + 1]) - starts[depth];
  }

  /** Checks a read of at least 0 bytes. Returns where in the slab it begins; an empty one begins where the context does. */
  private long toRead(int depth, long offset, long length) {
    requireOpen(depth);
    Ranges.requireOffset("offset", offset);
    Ranges.requireWithin(Ranges.end("offset", offset, length), sizeAt(depth));
    return length == 0 ? starts[depth] : starts[depth] + offset;
  }

  /** Checks a write and grows for it. Returns where in the slab it begins, as {@link #toRead} does. */
  private long toWrite(int depth, long offset, long length) {
    requireInnermost(depth);
    Ranges.requireOffset("offset", offset);
    Ranges.requireLength("length", length);
    reach(Ranges.end("offset", offset, length));
    return length == 0 ? begin : begin + offset;
  }

  /** Makes the innermost context exactly that large. */
  private void setSize(long bytes) {
    reach(bytes);
    long newTotal = begin + bytes;
    if (newTotal < total) {
      slab.clear(newTotal, total);
      total = newTotal;
    }
  }

  /** Makes the innermost context at least that large. All that can fail comes before the first change. */
  private void reach(long size) {
    long newTotal = begin + size;
    if (newTotal >= 0 && newTotal <= total) {
      return;
    }
    if (newTotal < 0 || newTotal > limit) {
      throw new MemoryException(
          Kind.LIMIT_EXCEEDED,
          "all contexts together must be at most the limit (" + limit + "), would be " + begin + " + " + size);
    }
    if (newTotal > slab.capacity()) {
      long doubled = slab.capacity() > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * slab.capacity();
      enlarge(newTotal, Math.max(newTotal, Math.min(limit, Math.max(doubled, FIRST_CAPACITY))));
    }
    total = newTotal;
  }

  /** Grows the slab to the capacity wanted, or where that cannot be had, to what is required. */
  private void enlarge(long required, long wanted) {
    AllocationFailedException failure = tryGrow(wanted);
    if (failure != null && wanted > required) {
      failure = tryGrow(required);
    }
    if (failure != null) {
      throw new MemoryException(Kind.OUT_OF_MEMORY, "the allocator failed: " + failure.getMessage(), failure);
    }
  }

  private @Nullable AllocationFailedException tryGrow(long capacity) {
    try {
      slab.grow(allocator, capacity, total);
      return null;
    } catch (AllocationFailedException e) {
      return e;
    }
  }
}
