package org.lowtide.bench.bugs;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryException.Kind;

/**
 * The correct memory that bugs are planted in: a growing buffer shared by a stack of contexts, each beginning where its
 * parent ended when it was opened. Every method is a seam that a bug may override.
 *
 * <p>Bytes past those in use are unspecified; they are cleared when a context gains them.
 */
class ContextStack extends GrowingBuffer {

  /** The open contexts, the root first. */
  final List<Context> contexts = new ArrayList<>();

  /** The sizes of all open contexts added up. */
  long used;

  long limit;

  ContextStack(Allocator allocator, long limitBytes) {
    super(allocator);
    this.limit = limitBytes;
  }

  /** Takes the initial capacity and opens the root. */
  Context open(long initialCapacityBytes) {
    if (initialCapacityBytes > 0) {
      enlarge(initialCapacityBytes);
    }
    return push();
  }

  // Contexts

  /** Which context a call through the handle of another is about. */
  Context resolve(Context context) {
    return context;
  }

  boolean isOpen(Context context) {
    return context.depth < contexts.size() && contexts.get(context.depth).equals(context);
  }

  boolean isInnermost(Context context) {
    return context.depth == contexts.size() - 1;
  }

  Context newChild(Context context) {
    requireInnermost(context);
    return push();
  }

  void commitChild(Context context) {
    requireChild(context);
    if (context.depth + 2 < contexts.size()) {
      throw new MemoryException(Kind.CHILD_ACTIVE, "the child has an open child itself");
    }
    absorb(context, pop());
  }

  void revertChild(Context context) {
    requireChild(context);
    drop(context.depth + 1);
  }

  void close(Context context) {
    if (!isOpen(context)) {
      return;
    }
    drop(context.depth);
    if (context.depth == 0) {
      release();
    }
  }

  Context push() {
    Context child = new Context(contexts.size(), used);
    contexts.add(child);
    return child;
  }

  Context pop() {
    return contexts.removeLast();
  }

  /** Makes the bytes of a child that has ended the parent's last. */
  void absorb(Context parent, Context child) {
    parent.size += child.size;
  }

  /** Ends all contexts from that depth on, innermost first, and drops their bytes. */
  void drop(int depth) {
    while (contexts.size() > depth) {
      used -= pop().size;
    }
  }

  // Size

  long size(Context context) {
    requireOpen(context);
    return sizeOf(context);
  }

  /** What a context says its size is, and how far it can be read. */
  long sizeOf(Context context) {
    return context.size;
  }

  boolean isEmpty(Context context) {
    return size(context) == 0;
  }

  void resize(Context context, long bytes) {
    requireInnermost(context);
    Ranges.requireSize("bytes", bytes);
    setSize(context, bytes);
  }

  void resizeWordAligned(Context context, long minBytes) {
    requireInnermost(context);
    Ranges.requireSize("minBytes", minBytes);
    setSize(context, Arguments.WORD * words(minBytes));
  }

  long ensureCapacity(Context context, long minBytes) {
    requireInnermost(context);
    Ranges.requireSize("minBytes", minBytes);
    long before = context.size;
    reach(context, minBytes);
    return newWords(context, before);
  }

  /** The words that a context has begun since it had that size. */
  long newWords(Context context, long before) {
    return words(context.size) - words(before);
  }

  /** A size in words, rounded up. */
  long words(long bytes) {
    return (bytes + 31) / Arguments.WORD;
  }

  long limit(Context context) {
    requireOpen(context);
    return limit;
  }

  void setLimit(Context context, long bytes) {
    requireOpen(context);
    Ranges.requireLength("bytes", bytes);
    limit = bytes;
  }

  long sharedSize(Context context) {
    requireOpen(context);
    return used;
  }

  long sharedCapacity(Context context) {
    requireOpen(context);
    return capacity;
  }

  // Read

  byte getByte(Context context, long offset) {
    return load(toRead(context, offset, 1));
  }

  byte[] getWord(Context context, long offset) {
    return bytes(toRead(context, offset, Arguments.WORD), Arguments.WORD);
  }

  BigInteger getU256(Context context, long offset) {
    return new BigInteger(1, getWord(context, offset));
  }

  byte[] getSlice(Context context, long offset, long length) {
    requireOpen(context);
    Ranges.requireOffset("offset", offset);
    Ranges.requireLength("length", length);
    Ranges.requireArray("length", length, Ranges.MAX_ARRAY);
    return bytes(toRead(context, offset, length), (int) length);
  }

  void read(Context context, long offset, MemorySegment destination) {
    load(toRead(context, offset, destination.byteSize()), destination);
  }

  byte[] bytes(long at, int length) {
    byte[] result = new byte[length];
    load(at, MemorySegment.ofArray(result));
    return result;
  }

  // Write

  void setByte(Context context, long offset, byte value) {
    store(toWrite(context, offset, 1), value);
  }

  void setWord(Context context, long offset, byte[] word32) {
    store(toWrite(context, offset, Arguments.WORD), MemorySegment.ofArray(word32));
  }

  void setU256(Context context, long offset, BigInteger value) {
    setWord(context, offset, Arguments.u256(value));
  }

  void setData(Context context, long offset, byte[] data) {
    store(toWrite(context, offset, data.length), MemorySegment.ofArray(data));
  }

  void setDataBounded(Context context, long offset, byte[] data, long dataOffset, long length) {
    requireInnermost(context);
    Ranges.requireOffset("offset", offset);
    Ranges.requireOffset("dataOffset", dataOffset);
    long at = toWrite(context, offset, length);
    long from = Math.min(dataOffset, data.length);
    long copied = Math.min(length, data.length - from);
    store(at, MemorySegment.ofArray(data).asSlice(from, copied));
    pad(at + copied, at + length);
  }

  /** Zeros what a bounded write has no data for. */
  void pad(long from, long to) {
    clear(from, to);
  }

  void copy(Context context, long destination, long source, long length) {
    requireInnermost(context);
    Ranges.requireOffset("destination", destination);
    Ranges.requireOffset("source", source);
    Ranges.requireLength("length", length);
    if (length > 0) {
      reach(context, Math.max(end(destination, length), end(source, length)));
      move(context.begin + destination, context.begin + source, length);
    }
  }

  void write(Context context, long offset, MemorySegment source) {
    store(toWrite(context, offset, source.byteSize()), source);
  }

  // Whole

  byte[] snapshot(Context context) {
    requireOpen(context);
    Ranges.requireArray("size", context.size, Ranges.MAX_ARRAY);
    return bytes(context.begin, (int) context.size);
  }

  void restore(Context context, byte[] snapshot) {
    requireInnermost(context);
    setSize(context, snapshot.length);
    store(context.begin, MemorySegment.ofArray(snapshot));
  }

  String toHex(Context context) {
    requireOpen(context);
    Ranges.requireArray("size", context.size, Ranges.MAX_ARRAY / 2);
    return HexFormat.of().formatHex(bytes(context.begin, (int) context.size));
  }

  // The checks, in the order of the contract's table

  void requireOpen(Context context) {
    if (!isOpen(context)) {
      throw new MemoryException(Kind.CONTEXT_CLOSED, "the context has ended");
    }
  }

  void requireInnermost(Context context) {
    requireOpen(context);
    if (!isInnermost(context)) {
      throw new MemoryException(Kind.CHILD_ACTIVE, "only the innermost context can be changed");
    }
  }

  void requireChild(Context context) {
    requireOpen(context);
    if (isInnermost(context)) {
      throw new MemoryException(Kind.NO_CHILD, "the context has no open child");
    }
  }

  /** The end of a range whose offset and length are at least 0; an empty range ends at 0, wherever it is. */
  long end(long offset, long length) {
    if (length == 0) {
      return 0;
    }
    if (offset > Ranges.MAX_END - length) {
      throw new MemoryException(Kind.INVALID_SIZE, "the end must be at most 2^63 - 32, was " + offset + " + " + length);
    }
    return offset + length;
  }

  /** Checks a read. Returns where in the buffer it begins. */
  long toRead(Context context, long offset, long length) {
    requireOpen(context);
    Ranges.requireOffset("offset", offset);
    Ranges.requireLength("length", length);
    long end = end(offset, length);
    if (end > sizeOf(context)) {
      throw new MemoryException(Kind.INVALID_OFFSET, "the end must be at most the size, was " + end);
    }
    return at(context, offset, length);
  }

  /** Checks a write and grows for it. Returns where in the buffer it begins. */
  long toWrite(Context context, long offset, long length) {
    requireInnermost(context);
    Ranges.requireOffset("offset", offset);
    Ranges.requireLength("length", length);
    reach(context, end(offset, length));
    return at(context, offset, length);
  }

  /** Where in the buffer a range begins; an empty one begins where the context does. */
  long at(Context context, long offset, long length) {
    return length == 0 ? context.begin : context.begin + offset;
  }

  // Growth: all that can fail comes before the first change

  /** Makes the innermost context exactly that large. */
  void setSize(Context context, long bytes) {
    reach(context, bytes);
    if (bytes < context.size) {
      shrink(context, bytes);
    }
  }

  void shrink(Context context, long bytes) {
    used -= context.size - bytes;
    context.size = bytes;
  }

  /** Makes the innermost context at least that large. */
  void reach(Context context, long size) {
    long gained = size - context.size;
    if (gained <= 0) {
      return;
    }
    requireRoom(gained);
    long newUsed = used + gained;
    hold(newUsed);
    gain(used, newUsed);
    used = newUsed;
    context.size = size;
  }

  void requireRoom(long gained) {
    if (gained > limit - used) {
      throw new MemoryException(
          Kind.LIMIT_EXCEEDED,
          "all contexts together must be at most " + limit + ", would be " + used + " + " + gained);
    }
  }

  /** Sees to a block of at least that size. */
  void hold(long bytes) {
    if (bytes > capacity) {
      enlarge(nextCapacity(bytes, limit));
    }
  }

  /** Clears what a context gains. */
  void gain(long from, long to) {
    clear(from, to);
  }

  /** Moves into a block of that size. */
  void enlarge(long newCapacity) {
    try {
      moveTo(newCapacity, used);
    } catch (AllocationFailedException e) {
      throw new MemoryException(Kind.OUT_OF_MEMORY, "the allocator failed: " + e.getMessage(), e);
    }
  }
}
