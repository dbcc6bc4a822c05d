package org.lowtide.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.memory.MemoryException.Kind;

/**
 * The design being replaced, ported with its flaws: a root that owns the shared buffer and points at itself, and child
 * handles that are values with a checkpoint, a limit and a pointer to the root of their own. Nobody tracks them.
 *
 * <p>It exists to be found out. It breaks the rules of {@link Memory} in these known ways, each an entry of the ledger
 * in the corpus, and none is to be repaired here:
 *
 * <ul>
 *   <li><b>L01</b> the size is the shared length less the own checkpoint: a parent's counts its open child's bytes.
 *   <li><b>L02</b> a parent's write is not bounded by where its child begins.
 *   <li><b>L03</b> new words are counted on the shared length, not on the context.
 *   <li><b>L04</b> {@link #copyHandle()} keeps the pointer to the original: what is done through the copy happens
 *       there.
 *   <li><b>L05</b> without {@link #finalizeRoot()} there is no owner, and close frees nothing.
 *   <li><b>L06</b> an open child checks its own copy of the limit.
 *   <li><b>L07</b> a limit set through a child is stored in the root: the child's {@link #limit()} stays what it was.
 *   <li><b>L09</b> a child's revert after its parent's sets the shared length back up: old bytes come back.
 *   <li><b>L10</b> a handle is still usable after its context was reverted or committed.
 *   <li><b>L11</b> a handle that was reverted aliases the next child.
 *   <li><b>L13</b> a parent can shrink below where its open child begins.
 *   <li><b>L14</b> a parent's snapshot includes its open child's bytes.
 *   <li><b>L16</b> {@code offset + 1} and {@code offset + 32} overflow.
 *   <li><b>L17</b> checkpoint + size overflows: a child's write wraps into its parent.
 *   <li><b>L18</b> rounding up to words overflows: the context is wiped, and success reported.
 *   <li><b>L21</b> a child can be committed while its own child is open.
 *   <li><b>L32</b> once the limit is under the total, writes inside the size are refused too.
 *   <li><b>L34</b> a root that was closed can grow again: it gives its block back twice, and leaks the next.
 * </ul>
 *
 * <p>Closing a child does nothing (L31), and a root's second close frees its block a second time (L33), which the
 * block refuses with {@link IllegalStateException}. The flaws of views that outlive their bytes (L19, L22) cannot be
 * had: Java callers get copies, as the contract asks.
 *
 * <p>Offsets, sizes and limits are the bits of an <em>unsigned</em> number of 64 bits (L30), as in the original: -1
 * stands for 2^64 - 1. So a negative operand is no error of its own but a huge one, and a limit of -1 is none at all. Additions
 * that the original left unchecked wrap. Where they wrapped to somewhere outside its buffer the original's behaviour was
 * undefined; here that is an {@link IndexOutOfBoundsException}, and nothing outside the block is touched.
 *
 * <p>A root that was not finalised has no owner to work on: every use but {@link #close()}, {@link #copyHandle()},
 * {@link #limit()} and {@link #finalizeRoot()} is an {@link IllegalStateException}. In the original it was undefined.
 *
 * <p>It throws {@link MemoryException} with the kinds that it had; {@code CONTEXT_CLOSED} was not among them. The shape
 * of arguments is checked as in the contract.
 *
 * <p>Thread rule: confined to one thread at a time, unchecked.
 */
public final class LegacyMemory implements Memory {

  /** Stands for no checkpoint: no shared length is ever as large. */
  private static final long NONE = -1;

  private final Allocator allocator;
  private final long checkpoint;

  // What the root alone uses. A child has its own, unused; a copied handle has them as they were.
  private @Nullable Block block;
  private MemorySegment bytes = MemorySegment.NULL;
  private long length;
  private long limit;

  /** The length to go back to on a revert, or {@link #NONE} where this handle has opened no child. */
  private long childCheckpoint = NONE;

  /** Where the shared fields are looked for: this very object in a finalised root. */
  private @Nullable LegacyMemory root;

  private LegacyMemory(Allocator allocator, long checkpoint, long limit, @Nullable LegacyMemory root) {
    this.allocator = allocator;
    this.checkpoint = checkpoint;
    this.limit = limit;
    this.root = root;
  }

  /**
   * Makes a root that is not finalised: call {@link #finalizeRoot()} before anything else (L05).
   *
   * @param allocator where the bytes come from
   * @param initialCapacityBytes the bytes to hold from the start, at least 0; may be above the limit
   * @param limitBytes the most bytes that the shared buffer may have, unsigned
   * @return the root
   * @throws IllegalArgumentException where {@code initialCapacityBytes} is negative
   * @throws MemoryException of kind {@code OUT_OF_MEMORY} where the allocator fails; then nothing stays allocated
   */
  public static LegacyMemory init(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    Objects.requireNonNull(allocator, "allocator");
    if (initialCapacityBytes < 0) {
      throw new IllegalArgumentException("initialCapacityBytes must be at least 0, was " + initialCapacityBytes);
    }
    LegacyMemory memory = new LegacyMemory(allocator, 0, limitBytes, null);
    if (initialCapacityBytes > 0) {
      memory.reallocate(initialCapacityBytes);
    }
    return memory;
  }

  /** Points the root at itself: the call that the design depends on and nothing enforces. */
  public void finalizeRoot() {
    root = this;
  }

  /**
   * The assignment of the original's struct: every field by value, the pointer to the root included (L04).
   *
   * <p>What is done through the copy happens in the original, the copy's own fields stay as they are now, and closing
   * the copy frees nothing. To finalise the copy makes two owners of one block.
   *
   * @return another handle with the same fields
   */
  public LegacyMemory copyHandle() {
    LegacyMemory copy = new LegacyMemory(allocator, checkpoint, limit, root);
    copy.block = block;
    copy.bytes = bytes;
    copy.length = length;
    copy.childCheckpoint = childCheckpoint;
    return copy;
  }

  private LegacyMemory root() {
    if (root == null) {
      throw new IllegalStateException("the root has no owner: finalizeRoot() was not called");
    }
    return root;
  }

  // Contexts

  @Override
  public LegacyMemory newChild() {
    if (childCheckpoint != NONE) {
      throw new MemoryException(Kind.CHILD_ACTIVE, "this handle has opened a child already");
    }
    LegacyMemory child = new LegacyMemory(allocator, root().length, limit, root);
    childCheckpoint = root().length;
    return child;
  }

  @Override
  public void commitChild() {
    requireChild();
    childCheckpoint = NONE;
  }

  @Override
  public void revertChild() {
    requireChild();
    if (Long.compareUnsigned(childCheckpoint, checkpoint) < 0) {
      throw new IllegalStateException( // the original's panic
          "the child begins at " + childCheckpoint + ", below this context (" + checkpoint + ")");
    }
    root().length = childCheckpoint;
    childCheckpoint = NONE;
  }

  private void requireChild() {
    if (childCheckpoint == NONE) {
      throw new MemoryException(Kind.NO_CHILD, "this handle has opened no child");
    }
  }

  /** Frees the block where this is a finalised root, each time that it is called; else does nothing (L05). */
  @Override
  public void close() {
    if (checkpoint == 0 && root == this && block != null) {
      block.close();
    }
  }

  // Size

  @Override
  public long size() {
    long total = root().length;
    return Long.compareUnsigned(total, checkpoint) < 0 ? 0 : total - checkpoint;
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public void resize(long newSize) {
    LegacyMemory shared = root();
    long newLength = checkpoint + newSize;
    requireLimit(newLength);
    long oldLength = shared.length;
    if (Long.compareUnsigned(newLength, oldLength) <= 0) {
      if (Long.compareUnsigned(newLength, checkpoint) < 0) {
        throw new MemoryException(Kind.INVALID_SIZE, "the context would end before it begins: " + newSize);
      }
      shared.length = newLength;
      return;
    }
    if (Long.compareUnsigned(newLength, shared.bytes.byteSize()) > 0) {
      shared.reallocate(grownCapacity(shared.bytes.byteSize(), newLength));
    }
    shared.length = newLength;
    shared.bytes.asSlice(oldLength, newLength - oldLength).fill((byte) 0);
  }

  /** Twice the capacity until it is enough, but not beyond this handle's limit. */
  private long grownCapacity(long capacity, long required) {
    long grown = Math.max(capacity, 1);
    while (Long.compareUnsigned(grown, required) < 0) {
      if (grown < 0) {
        throw new MemoryException(Kind.OUT_OF_MEMORY, "the capacity for " + required + " bytes overflows");
      }
      grown *= 2;
    }
    return Long.compareUnsigned(grown, limit) > 0 ? limit : grown;
  }

  private void reallocate(long capacity) {
    Block next;
    try {
      if (capacity < 0) {
        throw new AllocationFailedException("cannot allocate 2^63 bytes or more");
      }
      next = allocator.allocate(capacity);
    } catch (AllocationFailedException e) {
      throw new MemoryException(Kind.OUT_OF_MEMORY, "the allocator failed: " + e.getMessage(), e);
    }
    MemorySegment.copy(bytes, 0, next.segment(), 0, length);
    Block previous = block;
    block = next;
    bytes = next.segment();
    if (previous != null) {
      previous.close();
    }
  }

  private void requireLimit(long newLength) {
    if (Long.compareUnsigned(newLength, limit) > 0) {
      throw new MemoryException(
          Kind.LIMIT_EXCEEDED,
          "the shared buffer must be at most the limit (" + Long.toUnsignedString(limit) + "), would be "
              + Long.toUnsignedString(newLength));
    }
  }

  @Override
  public void resizeWordAligned(long minBytes) {
    resize(words(minBytes) * Operands.WORD);
  }

  @Override
  public long ensureCapacity(long minBytes) {
    long required = checkpoint + minBytes;
    requireLimit(required);
    long oldLength = root().length;
    if (Long.compareUnsigned(required, oldLength) <= 0) {
      return 0;
    }
    resize(minBytes);
    return words(root().length) - words(oldLength);
  }

  private static long words(long bytes) {
    return Long.divideUnsigned(bytes + 31, Operands.WORD);
  }

  @Override
  public long limit() {
    return limit;
  }

  @Override
  public void setLimit(long newLimit) {
    root().limit = newLimit;
  }

  @Override
  public long sharedSize() {
    return root().length;
  }

  @Override
  public long sharedCapacity() {
    return root().bytes.byteSize();
  }

  // Read

  @Override
  public byte getByte(long offset) {
    requireWithin(offset, Long.compareUnsigned(offset, size()) < 0);
    return root().bytes.get(ValueLayout.JAVA_BYTE, checkpoint + offset);
  }

  @Override
  public byte[] getWord(long offset) {
    requireWithin(offset, Long.compareUnsigned(offset + Operands.WORD, size()) <= 0);
    return copyOut(offset, Operands.WORD);
  }

  @Override
  public BigInteger getU256(long offset) {
    return new BigInteger(1, getWord(offset));
  }

  @Override
  public byte[] getSlice(long offset, long sliceLength) {
    if (sliceLength == 0) {
      return new byte[0];
    }
    requireWithin(offset, Long.compareUnsigned(end(offset, sliceLength), size()) <= 0);
    return copyOut(offset, Ranges.arrayLength("length", sliceLength));
  }

  @Override
  public void read(long offset, MemorySegment destination) {
    long count = Operands.destination(destination).byteSize();
    if (count == 0) {
      return;
    }
    requireWithin(offset, Long.compareUnsigned(end(offset, count), size()) <= 0);
    MemorySegment.copy(root().bytes, checkpoint + offset, destination, 0, count);
  }

  private static void requireWithin(long offset, boolean within) {
    if (!within) {
      throw new MemoryException(
          Kind.INVALID_OFFSET, "the read must end within the context, offset was " + Long.toUnsignedString(offset));
    }
  }

  private byte[] copyOut(long offset, int count) {
    byte[] result = new byte[count];
    MemorySegment.copy(root().bytes, ValueLayout.JAVA_BYTE, checkpoint + offset, result, 0, count);
    return result;
  }

  /** One of the sums that the original did check. */
  private static long end(long offset, long count) {
    long end = offset + count;
    if (Long.compareUnsigned(end, offset) < 0) {
      throw new MemoryException(Kind.INVALID_SIZE, "offset + length overflows, length was " + count);
    }
    return end;
  }

  // Write

  @Override
  public void setByte(long offset, byte value) {
    ensureCapacity(offset + 1);
    root().bytes.set(ValueLayout.JAVA_BYTE, checkpoint + offset, value);
  }

  @Override
  public void setWord(long offset, byte[] word32) {
    Operands.word(word32);
    ensureCapacity(offset + Operands.WORD);
    copyIn(offset, word32, 0, Operands.WORD);
  }

  @Override
  public void setU256(long offset, BigInteger value) {
    setWord(offset, Operands.u256(value));
  }

  @Override
  public void setData(long offset, byte[] data) {
    if (data.length == 0) {
      return;
    }
    ensureCapacity(end(offset, data.length));
    copyIn(offset, data, 0, data.length);
  }

  @Override
  public void setDataBounded(long offset, byte[] data, long dataOffset, long count) {
    Objects.requireNonNull(data, "data");
    if (count == 0) {
      return;
    }
    ensureCapacity(end(offset, count));
    int copied = 0;
    if (Long.compareUnsigned(dataOffset, data.length) < 0) {
      long wanted = dataOffset + count;
      long dataEnd = Long.compareUnsigned(wanted, data.length) < 0 ? wanted : data.length;
      copied = (int) (dataEnd - dataOffset);
      copyIn(offset, data, (int) dataOffset, copied);
    }
    root().bytes.asSlice(checkpoint + offset + copied, count - copied).fill((byte) 0);
  }

  @Override
  public void copy(long destination, long source, long count) {
    if (count == 0) {
      return;
    }
    long sourceEnd = end(source, count);
    long destinationEnd = end(destination, count);
    ensureCapacity(Long.compareUnsigned(sourceEnd, destinationEnd) > 0 ? sourceEnd : destinationEnd);
    MemorySegment shared = root().bytes;
    MemorySegment.copy(shared, checkpoint + source, shared, checkpoint + destination, count);
  }

  @Override
  public void write(long offset, MemorySegment source) {
    long count = Operands.source(source).byteSize();
    if (count == 0) {
      return;
    }
    ensureCapacity(end(offset, count));
    MemorySegment.copy(source, 0, root().bytes, checkpoint + offset, count);
  }

  private void copyIn(long offset, byte[] source, int sourceOffset, int count) {
    MemorySegment.copy(source, sourceOffset, root().bytes, ValueLayout.JAVA_BYTE, checkpoint + offset, count);
  }

  // Whole

  @Override
  public byte[] snapshot() {
    requireBegun();
    return copyOut(0, Ranges.arrayLength("size", size()));
  }

  @Override
  public void restore(byte[] snapshot) {
    resize(snapshot.length);
    copyIn(0, snapshot, 0, snapshot.length);
  }

  @Override
  public String toHex() {
    requireBegun();
    Ranges.arrayLength("2 * size", 2 * Math.min(size(), Ranges.MAX_ARRAY));
    return HexFormat.of().formatHex(copyOut(0, (int) size()));
  }

  private void requireBegun() {
    if (Long.compareUnsigned(checkpoint, root().length) > 0) {
      throw new MemoryException(
          Kind.INVALID_OFFSET, "the context begins at " + checkpoint + ", past the shared length " + root().length);
    }
  }

  @Override
  public String toString() {
    return "LegacyMemory[checkpoint=" + checkpoint + ", limit=" + Long.toUnsignedString(limit) + "]";
  }
}
