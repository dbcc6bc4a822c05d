package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.memory;

import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Block;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryException.Kind;

/** A block that goes wrong only at exact sizes, after failures, or where several things that are rare come together. */
final class HardGrowthBugs {

  static final List<Bug> ALL =
      List.of(
          memory(
              "half-block-keeps-capacity",
              "A revert that leaves exactly half of the block in use moves into one of that half, but keeps the capacity"
                  + " of the old one.",
              Bug.OWN,
              (allocator, limit) -> new CompactingStack(allocator, limit) {
                @Override
                void revertChild(Context context) {
                  long before = capacity;
                  super.revertChild(context);
                  if (used == capacity && capacity < before) {
                    capacity = before;
                  }
                }
              }),
          memory(
              "commit-lost-by-compaction",
              "A commit compacts the block before it hands over the child's bytes, and where the allocator fails that,"
                  + " they are lost.",
              Bug.OWN,
              (allocator, limit) -> new CompactingStack(allocator, limit) {
                private boolean commits;

                @Override
                void commitChild(Context context) {
                  commits = true;
                  try {
                    super.commitChild(context);
                  } finally {
                    commits = false;
                  }
                }

                @Override
                void absorb(Context parent, Context child) {
                  compact();
                  super.absorb(parent, child);
                }

                @Override
                void kept(AllocationFailedException failure) {
                  if (commits) {
                    used = contexts.getLast().begin + contexts.getLast().size;
                    throw new MemoryException(Kind.OUT_OF_MEMORY, "there is no smaller block", failure);
                  }
                }
              }),
          memory(
              "limit-set-before-trim",
              "A limit below what is in use has a block of more than four times that trimmed to it; where the allocator"
                  + " fails that, the call fails, but the limit is set.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private long least;

                @Override
                Context open(long initialCapacityBytes) {
                  least = initialCapacityBytes;
                  return super.open(initialCapacityBytes);
                }

                @Override
                void setLimit(Context context, long bytes) {
                  super.setLimit(context, bytes);
                  if (bytes < used && used < capacity / 4 && used >= least) {
                    enlarge(used);
                  }
                }
              }),
          memory(
              "child-of-full-block",
              "A child that was opened at the very end of a block, and has moved out of it, loses its first byte when"
                  + " it is committed.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private @Nullable Context atEnd;
                private @Nullable Block full;

                @Override
                Context push() {
                  Context child = super.push();
                  if (used > 0 && used == capacity) {
                    atEnd = child;
                    full = block;
                  }
                  return child;
                }

                @Override
                void absorb(Context parent, Context child) {
                  super.absorb(parent, child);
                  if (child.equals(atEnd) && child.size > 0 && !Objects.equals(block, full)) {
                    store(child.begin, (byte) 0);
                  }
                }
              }),
          memory(
              "second-outgrown-leaks",
              "A child that outgrows its block keeps it, to go back to; one that it outgrows after that is never freed"
                  + " where the child is reverted with its parent.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private @Nullable Context grower;
                private @Nullable Block second;
                private int outgrown;

                @Override
                void free(Block previous) {
                  Context innermost = contexts.isEmpty() ? null : contexts.getLast();
                  if (innermost == null || innermost.depth == 0 || previous.byteSize() > 4096) {
                    super.free(previous);
                    return;
                  }
                  outgrown = innermost.equals(grower) ? outgrown + 1 : 1;
                  grower = innermost;
                  if (outgrown == 2) {
                    settle();
                    second = previous;
                  } else {
                    super.free(previous);
                  }
                }

                private void settle() {
                  Block before = second;
                  second = null;
                  if (before != null) {
                    before.close();
                  }
                }

                @Override
                void absorb(Context parent, Context child) {
                  super.absorb(parent, child);
                  settle();
                }

                @Override
                void revertChild(Context context) {
                  boolean deep = isOpen(context) && context.depth + 2 < contexts.size();
                  super.revertChild(context);
                  if (deep) {
                    second = null;
                  } else {
                    settle();
                  }
                }

                @Override
                void release() {
                  settle();
                  super.release();
                }
              }),
          memory(
              "reserve-after-failure",
              "A shrink right after a growth that the allocator failed sets its bytes aside as a reserve, which the"
                  + " next growth takes as it is.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private boolean failed;
                private boolean reserve;

                @Override
                void enlarge(long newCapacity) {
                  failed = true;
                  super.enlarge(newCapacity);
                  failed = false;
                  reserve = false;
                }

                @Override
                void shrink(Context context, long bytes) {
                  super.shrink(context, bytes);
                  reserve = failed;
                }

                @Override
                void gain(long from, long to) {
                  if (!reserve) {
                    super.gain(from, to);
                  }
                  failed = false;
                  reserve = false;
                }
              }),
          memory(
              "retry-asks-for-as-much",
              "After a growth that the allocator failed the next one asks for that capacity again, however little it"
                  + " needs itself.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private long failed;

                @Override
                void enlarge(long newCapacity) {
                  long asked = Math.max(newCapacity, failed);
                  failed = asked;
                  super.enlarge(asked);
                  failed = 0;
                }
              }),
          memory(
              "gives-up-after-three",
              "A shrink after three growths in a row that the allocator failed gives up: all growth is refused from then on, even"
                  + " inside the block.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private int failures;
                private boolean givenUp;

                @Override
                void enlarge(long newCapacity) {
                  failures++;
                  super.enlarge(newCapacity);
                  failures = 0;
                }

                @Override
                void shrink(Context context, long bytes) {
                  super.shrink(context, bytes);
                  givenUp |= failures >= 3;
                }

                @Override
                void hold(long bytes) {
                  if (givenUp) {
                    throw new MemoryException(Kind.OUT_OF_MEMORY, "the allocator has failed three times");
                  }
                  super.hold(bytes);
                }
              }),
          memory(
              "page-cancels-out",
              "Moving into a larger block takes a page of 1024 bytes for zero where its longs cancel out by exclusive"
                  + " or.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void keep(Block next, long inUse) {
                  super.keep(next, inUse);
                  for (long at = 0; at + 1024 <= inUse; at += 1024) {
                    long sum = 0;
                    for (long i = at; i < at + 1024; i += Long.BYTES) {
                      sum ^= segment.get(ValueLayout.JAVA_LONG_UNALIGNED, i);
                    }
                    if (sum == 0) {
                      next.segment().asSlice(at, 1024).fill((byte) 0);
                    }
                  }
                }
              }),
          memory(
              "words-beyond-64-kib",
              "New words of a child are counted on 16 bits of its sizes.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                long newWords(Context context, long before) {
                  if (context.depth == 0 || context.size <= 0x10000) {
                    return super.newWords(context, before);
                  }
                  return Math.max(0, words(context.size & 0xFFFF) - words(before & 0xFFFF));
                }
              }),
          memory(
              "words-by-low-bits",
              "The last count of new words is kept, and found again by ten bits of each of the two sizes.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private int key = -1;
                private long kept;

                @Override
                long newWords(Context context, long before) {
                  int asked = (int) (((before & 0x3FF) << 10) | (context.size & 0x3FF));
                  if (asked != key) {
                    key = asked;
                    kept = super.newWords(context, before);
                  }
                  return kept;
                }
              }),
          memory(
              "twin-of-reverted-is-dirty",
              "A child that grows at once to exactly the size that its reverted sibling had gets its bytes.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private long begin = -1;
                private long end;

                @Override
                void revertChild(Context context) {
                  requireChild(context);
                  Context child = contexts.get(context.depth + 1);
                  super.revertChild(context);
                  begin = child.begin;
                  end = child.begin + child.size;
                }

                @Override
                void gain(long from, long to) {
                  boolean same = contexts.size() > 2 && from == begin && to == end;
                  if (!same) {
                    super.gain(from, to);
                  }
                  begin = -1;
                }
              }),
          memory(
              "refusal-outlives-limit",
              "What the limit has refused is remembered until a limit is set, but only through the innermost context.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private long refused = Long.MAX_VALUE;

                @Override
                void setLimit(Context context, long bytes) {
                  super.setLimit(context, bytes);
                  if (isInnermost(context)) {
                    refused = Long.MAX_VALUE;
                  }
                }

                @Override
                void requireRoom(long gained) {
                  if (gained > refused - used) {
                    throw new MemoryException(Kind.LIMIT_EXCEEDED, "refused before");
                  }
                  if (gained > this.limit - used) {
                    refused = Math.min(refused, used + gained - 1);
                  }
                  super.requireRoom(gained);
                }
              }));

  private HardGrowthBugs() {}
}
