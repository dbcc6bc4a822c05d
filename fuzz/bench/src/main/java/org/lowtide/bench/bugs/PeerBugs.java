package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryException.Kind;

/** Bugs of other virtual machines' memories (P), each in the shape that it takes in this one. */
final class PeerBugs {

  static final List<Bug> ALL =
      List.of(
          memory(
              "p01",
              "A restore keeps the caller's array, and copies it only when the context is next asked for something.",
              "P01, P02: go-ethereum, CVE-2020-26241 and CVE-2021-39137",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private byte @Nullable [] aliased;

                @Override
                void restore(Context context, byte[] snapshot) {
                  super.restore(context, snapshot);
                  aliased = snapshot;
                }

                @Override
                void requireOpen(Context context) {
                  super.requireOpen(context);
                  byte[] late = aliased;
                  aliased = null;
                  if (late != null) {
                    store(contexts.getLast().begin, MemorySegment.ofArray(late));
                  }
                }
              }),
          memory(
              "p03",
              "A size above 0x1FFFFFFFE0 is refused as invalid, before the limit is asked.",
              "P03: go-ethereum 14718, 19348",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void reach(Context context, long size) {
                  if (size > 0x1FFFFFFFE0L) {
                    throw new MemoryException(Kind.INVALID_SIZE, "the size is too large, was " + size);
                  }
                  super.reach(context, size);
                }
              }),
          memory(
              "p04",
              "A bounded write of less than a word clears what the context has of the word behind it.",
              "P04: go-ethereum f6f81169fe, besu b18c9ccdc0",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void setDataBounded(Context context, long offset, byte[] data, long dataOffset, long length) {
                  super.setDataBounded(context, offset, data, dataOffset, length);
                  if (length > 0 && length < Arguments.WORD) {
                    long to = Math.min(offset + Arguments.WORD, context.size);
                    clear(context.begin + offset + length, context.begin + Math.max(to, offset + length));
                  }
                }
              }),
          memory(
              "p05",
              "A block that was just allocated is taken to be zero, whatever its last user left in it.",
              "P05: go-ethereum 3bbf5f5b6a",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private boolean justAllocated;

                @Override
                void enlarge(long newCapacity) {
                  super.enlarge(newCapacity);
                  justAllocated = true;
                }

                @Override
                void gain(long from, long to) {
                  if (!justAllocated) {
                    super.gain(from, to);
                  }
                  justAllocated = false;
                }
              }),
          memory(
              "p06",
              "A range that overflows throws an arithmetic error out of the memory.",
              "P06: besu 1322",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                long end(long offset, long length) {
                  return length == 0 ? 0 : Math.addExact(offset, length);
                }
              }),
          memory(
              "p08",
              "The hex of a context runs to the end of the capacity, not of the bytes in use.",
              "P08: besu Memory",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                String toHex(Context context) {
                  requireOpen(context);
                  return HexFormat.of().formatHex(bytes(context.begin, (int) (capacity - context.begin)));
                }
              }),
          memory(
              "p09",
              "Words times 32 is an int that turns negative near 2^31, and then the memory is not grown.",
              "P09: besu Memory",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void resizeWordAligned(Context context, long minBytes) {
                  boolean fits = minBytes >= 0 && minBytes <= Integer.MAX_VALUE;
                  if (fits && Arguments.WORD * (int) words(minBytes) < 0) {
                    requireInnermost(context);
                    return;
                  }
                  super.resizeWordAligned(context, minBytes);
                }
              }),
          memory(
              "p11",
              "Single bytes go through a view that growth detaches, and are lost.",
              "P11: besu Memory",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private MemorySegment view = MemorySegment.NULL;

                @Override
                void store(long at, byte value) {
                  if (at >= view.byteSize()) {
                    view = segment;
                  }
                  view.set(ValueLayout.JAVA_BYTE, at, value);
                }
              }),
          memory(
              "p14",
              "A bounded write grows the memory before it checks the offset of its data.",
              "P14: besu 224dcf9a40",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void setDataBounded(Context context, long offset, byte[] data, long dataOffset, long length) {
                  if (dataOffset < 0) {
                    toWrite(context, offset, length);
                  }
                  super.setDataBounded(context, offset, data, dataOffset, length);
                }
              }),
          memory(
              "p16",
              "A new limit is kept and reported, but growth is checked against the first.",
              "P16: revm b82ea0d0e, 83bbccd69",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private long reported = limit;

                @Override
                long limit(Context context) {
                  requireOpen(context);
                  return reported;
                }

                @Override
                void setLimit(Context context, long bytes) {
                  requireOpen(context);
                  Ranges.requireLength("bytes", bytes);
                  reported = bytes;
                }
              }),
          memory(
              "p18",
              "A growth that the allocator fails is ignored, and a later access is out of bounds.",
              "P18: revm 3660eeb0d",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private boolean failed;

                @Override
                void hold(long bytes) {
                  try {
                    super.hold(bytes);
                  } catch (MemoryException e) {
                    failed = true;
                  }
                }

                @Override
                void gain(long from, long to) {
                  if (!failed) {
                    super.gain(from, to);
                  }
                  failed = false;
                }
              }),
          memory(
              "p21",
              "A commit of a child that is empty returns early and leaves it on the stack.",
              "P21: revm 6d70d3fce, c7945ebcf",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void commitChild(Context context) {
                  requireChild(context);
                  if (contexts.get(context.depth + 1).size > 0) {
                    super.commitChild(context);
                  }
                }
              }),
          memory(
              "p24",
              "A commit drops the child's bytes and clears them before it appends them.",
              "P24: revm 202bb36f4",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void absorb(Context parent, Context child) {
                  clear(child.begin, child.begin + child.size);
                  super.absorb(parent, child);
                }
              }),
          memory(
              "p25",
              "What is kept of a context for the next at its depth is not reset in one field: its size.",
              "P25: evmone 7a46e72f, 9f80ae4d, efea2a96",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private final Map<Integer, Long> sizes = new HashMap<>();

                @Override
                Context push() {
                  Context child = super.push();
                  child.size = sizes.getOrDefault(child.depth, 0L);
                  return child;
                }

                @Override
                Context pop() {
                  Context ended = super.pop();
                  sizes.put(ended.depth, ended.size);
                  return ended;
                }
              }),
          memory(
              "p26",
              "The failure of a reallocation is not looked at, and the allocator's exception goes out as it is.",
              "P26: evmone ca6be474",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void enlarge(long newCapacity) {
                  if (contexts.isEmpty()) {
                    super.enlarge(newCapacity);
                  } else {
                    moveTo(newCapacity, used);
                  }
                }
              }),
          memory(
              "p27",
              "A write of length 0 at a far offset extends the memory.",
              "P27: ethereumj 25d0a000b, rskj c0129d351d",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                long toWrite(Context context, long offset, long length) {
                  long at = super.toWrite(context, offset, length);
                  if (length == 0 && offset <= context.size + (this.limit - used)) {
                    reach(context, offset);
                  }
                  return at;
                }
              }),
          memory(
              "p28",
              "The end of a write is added up as an int, which overflows.",
              "P28: rskj extend",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                long toWrite(Context context, long offset, long length) {
                  boolean overflows = offset >= 0 && length > 0 && offset <= Integer.MAX_VALUE
                      && offset + length > Integer.MAX_VALUE;
                  return overflows ? at(context, offset, length) : super.toWrite(context, offset, length);
                }
              }),
          memory(
              "p32",
              "A read that begins just past an edge of 1024 bytes fails.",
              "P32: zkevm-circuits 521",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                byte getByte(Context context, long offset) {
                  if (offset > 0 && offset % 1024 == 0) {
                    requireOpen(context);
                    throw new MemoryException(Kind.INVALID_OFFSET, "offset must be within the chunk, was " + offset);
                  }
                  return super.getByte(context, offset);
                }
              }),
          memory(
              "f08",
              "A read of length 0 skips the check of its offset.",
              "F08, the frame: a RETURNDATACOPY of size 0",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void read(Context context, long offset, MemorySegment destination) {
                  requireOpen(context);
                  if (destination.byteSize() > 0) {
                    super.read(context, offset, destination);
                  }
                }
              }),
          memory(
              "f09",
              "The ends of a copy are added up without a check, and overflow near the top.",
              "F09, F10, the frame: the copying operations",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void copy(Context context, long destination, long source, long length) {
                  boolean wraps = length > 0 && destination >= 0 && source >= 0
                      && (destination + length < 0 || source + length < 0);
                  if (wraps) {
                    requireInnermost(context);
                    move(context.begin + destination, context.begin + source, length);
                  } else {
                    super.copy(context, destination, source, length);
                  }
                }
              }),
          memory(
              "f12",
              "What was allocated for a growth leaks when the allocation after it fails.",
              "F12, the machine: LOG's data and topics",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void enlarge(long newCapacity) {
                  if (contexts.isEmpty()) {
                    super.enlarge(newCapacity);
                    return;
                  }
                  try {
                    var journal = allocate(Arguments.WORD);
                    super.enlarge(newCapacity);
                    journal.close();
                  } catch (AllocationFailedException e) {
                    throw new MemoryException(Kind.OUT_OF_MEMORY, "the allocator failed", e);
                  }
                }
              }),
          memory(
              "g01",
              "Words are marked as paid when they are asked for, even where the growth then fails.",
              "G01, the machine: the cost of an expansion",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private final Map<Context, Long> paid = new HashMap<>();

                @Override
                long ensureCapacity(Context context, long minBytes) {
                  if (isOpen(context) && isInnermost(context) && minBytes > context.size
                      && minBytes <= Ranges.MAX_END) {
                    long already = paid.getOrDefault(context, 0L);
                    paid.put(context, Math.max(already, words(minBytes)));
                    return Math.min(super.ensureCapacity(context, minBytes), Math.max(0, words(minBytes) - already));
                  }
                  return super.ensureCapacity(context, minBytes);
                }

                @Override
                void shrink(Context context, long bytes) {
                  super.shrink(context, bytes);
                  paid.remove(context);
                }
              }),
          memory(
              "g05",
              "A reverted child's region is not used again, so that each one costs its size for good.",
              "G05, the machine: clearing a child",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private long lost;

                @Override
                void drop(int depth) {
                  long before = used;
                  super.drop(depth);
                  lost += before - used;
                }

                @Override
                void hold(long bytes) {
                  if (bytes + lost > capacity) {
                    enlarge(bytes + lost);
                  }
                }
              }),
          memory(
              "g09",
              "What a bounded write has no data for is filled from the last one's data, which was longer.",
              "G09, the machine: return data retained between frames",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private byte[] retained = {};

                @Override
                void setDataBounded(Context context, long offset, byte[] data, long dataOffset, long length) {
                  super.setDataBounded(context, offset, data, dataOffset, length);
                  int end = (int) Math.min(retained.length, length);
                  if (dataOffset == 0 && end > data.length) {
                    store(context.begin + offset + data.length,
                        MemorySegment.ofArray(retained).asSlice(data.length, end - data.length));
                  }
                  retained = data.clone();
                }
              }));

  private PeerBugs() {}
}
