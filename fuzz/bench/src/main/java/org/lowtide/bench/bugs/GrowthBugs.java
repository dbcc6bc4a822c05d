package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.memory;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryException.Kind;

/** What goes wrong when the block grows or is taken again, at word, page and power-of-two edges. */
final class GrowthBugs {

  static final List<Bug> ALL =
      List.of(
          memory(
              "gain-to-page-edge",
              "A growth that ends exactly at a page of 4096 bytes leaves its last byte as it was.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void gain(long from, long to) {
                  super.gain(from, to % 4096 == 0 ? to - 1 : to);
                }
              }),
          memory(
              "gain-skips-inner-page",
              "A growth over more than two pages of 4096 bytes leaves the second as it was.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void gain(long from, long to) {
                  if (to - from <= 8192) {
                    super.gain(from, to);
                    return;
                  }
                  super.gain(from, from + 4096);
                  super.gain(from + 8192, to);
                }
              }),
          memory(
              "keep-whole-longs",
              "Moving into a larger block keeps whole longs only, and loses up to seven bytes.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void keep(Block next, long inUse) {
                  super.keep(next, inUse - inUse % Long.BYTES);
                }
              }),
          memory(
              "keep-full-block",
              "Moving out of a block that is full to its last byte loses that byte.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void keep(Block next, long inUse) {
                  super.keep(next, inUse > 0 && inUse == capacity ? inUse - 1 : inUse);
                }
              }),
          memory(
              "keep-two-pages",
              "Moving into a larger block keeps no more than two pages of 4096 bytes.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void keep(Block next, long inUse) {
                  super.keep(next, Math.min(inUse, 8192));
                }
              }),
          memory(
              "child-on-page-edge",
              "A child opened where a page of 4096 bytes ends begins one byte early, on its parent's last.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                Context push() {
                  if (used == 0 || used % 4096 != 0) {
                    return super.push();
                  }
                  Context child = new Context(contexts.size(), used - 1);
                  contexts.add(child);
                  return child;
                }
              }),
          memory(
              "word-over-page-edge",
              "A word written across a page of 4096 bytes is cut at the edge.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void setWord(Context context, long offset, byte[] word32) {
                  long at = toWrite(context, offset, Arguments.WORD);
                  long inPage = Math.min(Arguments.WORD, 4096 - at % 4096);
                  store(at, MemorySegment.ofArray(word32).asSlice(0, inPage));
                }
              }),
          memory(
              "number-over-page-edge",
              "A number read across a page of 4096 bytes has zeros past the edge.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                BigInteger getU256(Context context, long offset) {
                  byte[] word = getWord(context, offset);
                  int inPage = (int) Math.min(Arguments.WORD, 4096 - (context.begin + offset) % 4096);
                  Arrays.fill(word, inPage, word.length, (byte) 0);
                  return new BigInteger(1, word);
                }
              }),
          memory(
              "byte-at-power-of-two",
              "A byte set at a power of two from 1024 on grows the memory to the offset, not past it.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void setByte(Context context, long offset, byte value) {
                  if (offset < 1024 || Long.bitCount(offset) != 1) {
                    super.setByte(context, offset, value);
                    return;
                  }
                  toWrite(context, offset - 1, 1);
                  if (offset < context.size) {
                    store(context.begin + offset, value);
                  }
                }
              }),
          memory(
              "last-byte-of-block",
              "The last byte of a full block cannot be read.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                byte getByte(Context context, long offset) {
                  long at = toRead(context, offset, 1);
                  if (at == capacity - 1) {
                    throw new MemoryException(Kind.INVALID_OFFSET, "offset must be below the capacity, was " + offset);
                  }
                  return load(at);
                }
              }),
          memory(
              "word-at-end",
              "A word that ends exactly at the size cannot be read.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                byte[] getWord(Context context, long offset) {
                  long at = toRead(context, offset, Arguments.WORD);
                  if (offset + Arguments.WORD == context.size) {
                    throw new MemoryException(Kind.INVALID_OFFSET, "the word must end before the size");
                  }
                  return bytes(at, Arguments.WORD);
                }
              }),
          memory(
              "read-past-by-one",
              "A byte just past the size can be read where the block has one.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                byte getByte(Context context, long offset) {
                  boolean past = isOpen(context) && offset == context.size && context.begin + offset < capacity;
                  return past ? load(context.begin + offset) : super.getByte(context, offset);
                }
              }),
          memory(
              "data-of-31",
              "Data of one byte less than a word loses its last byte.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void setData(Context context, long offset, byte[] data) {
                  long at = toWrite(context, offset, data.length);
                  int kept = data.length == 31 ? 30 : data.length;
                  store(at, MemorySegment.ofArray(data).asSlice(0, kept));
                }
              }),
          memory(
              "held-elsewhere",
              "Blocks of up to a page of 4096 bytes are taken from elsewhere than the allocator.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private final HeapAllocator elsewhere = new HeapAllocator();

                @Override
                Block allocate(long bytes) {
                  return bytes <= 4096 ? elsewhere.allocate(bytes) : super.allocate(bytes);
                }
              }),
          memory(
              "guard-byte-leaks",
              "Beyond a page of 4096 bytes each block is followed by a guard of one byte, which is never freed.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                Block allocate(long bytes) {
                  Block next = super.allocate(bytes);
                  if (bytes > 4096) {
                    super.allocate(1);
                  }
                  return next;
                }
              }));

  private GrowthBugs() {}
}
