package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.memory;

import java.util.ArrayList;
import java.util.List;
import org.lowtide.alloc.Block;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryException.Kind;

/** What went wrong in the first arena (A) and in its wrapper (V), each flaw alone. */
final class ArenaBugs {

  private static final String ARENA = ", the first arena";
  private static final String WRAPPER = ", the first arena's wrapper";

  static final List<Bug> ALL =
      List.of(
          memory(
              "a02",
              "Growing clears only what was never in use, so bytes dropped by a shrink come back.",
              "A02" + ARENA,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private long highest;

                @Override
                void gain(long from, long to) {
                  super.gain(Math.clamp(highest, from, to), to);
                  highest = Math.max(highest, to);
                }
              }),
          memory(
              "a04",
              "The counter that growth is checked by takes a commit for a drop; once below zero it refuses all growth.",
              "A04" + ARENA,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private long counted;

                @Override
                void requireRoom(long gained) {
                  if (counted < 0) {
                    throw new MemoryException(Kind.LIMIT_EXCEEDED, "the counter is " + counted);
                  }
                  super.requireRoom(gained);
                }

                @Override
                void gain(long from, long to) {
                  super.gain(from, to);
                  counted += to - from;
                }

                @Override
                void shrink(Context context, long bytes) {
                  counted -= context.size - bytes;
                  super.shrink(context, bytes);
                }

                @Override
                Context pop() {
                  Context ended = super.pop();
                  counted -= ended.size;
                  return ended;
                }
              }),
          memory(
              "a06",
              "A copy runs forwards byte by byte, whatever the overlap.",
              "A06" + ARENA,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void move(long to, long from, long length) {
                  for (long i = 0; i < length; i++) {
                    store(to + i, load(from + i));
                  }
                }
              }),
          memory(
              "a08",
              "A copy whose source ends past the size is refused, where it should grow the memory.",
              "A08" + ARENA,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void copy(Context context, long destination, long source, long length) {
                  requireInnermost(context);
                  if (destination >= 0 && source >= 0 && length > 0 && end(source, length) > context.size) {
                    throw new MemoryException(Kind.INVALID_OFFSET, "the source must end within the size");
                  }
                  super.copy(context, destination, source, length);
                }
              }),
          memory(
              "a09",
              "A commit lays the child's bytes over the parent's first instead of appending them.",
              "A09" + ARENA,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void absorb(Context parent, Context child) {
                  move(parent.begin, child.begin, child.size);
                  parent.size = Math.max(parent.size, child.size);
                  used = parent.begin + parent.size;
                }
              }),
          memory(
              "a11",
              "Every outgrown block is kept until the memory is closed.",
              "A11" + ARENA,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private final List<Block> outgrown = new ArrayList<>();

                @Override
                long nextCapacity(long required, long limitBytes) {
                  return required;
                }

                @Override
                void free(Block previous) {
                  outgrown.add(previous);
                }

                @Override
                void release() {
                  super.release();
                  outgrown.forEach(Block::close);
                  outgrown.clear();
                }
              }),
          memory(
              "a17",
              "A child has its own copy of how much is in use, and a commit goes back to the parent's.",
              "A17" + ARENA,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void absorb(Context parent, Context child) {
                  super.absorb(parent, child);
                  used = child.begin;
                }
              }),
          memory(
              "v02",
              "A revert through a handle that is itself a child does nothing.",
              "V02" + WRAPPER,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void revertChild(Context context) {
                  requireChild(context);
                  if (context.depth == 0) {
                    super.revertChild(context);
                  }
                }
              }),
          memory(
              "v03",
              "A parent's handle reads whatever context is innermost.",
              "V03" + WRAPPER,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                long sizeOf(Context context) {
                  return contexts.getLast().size;
                }

                @Override
                long at(Context context, long offset, long length) {
                  return super.at(contexts.getLast(), offset, length);
                }

                @Override
                byte[] snapshot(Context context) {
                  requireOpen(context);
                  return super.snapshot(contexts.getLast());
                }
              }),
          memory(
              "v04",
              "A second child is opened beside one that is open.",
              "V04" + WRAPPER,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                Context newChild(Context context) {
                  requireOpen(context);
                  return push();
                }
              }),
          memory(
              "v06",
              "A byte set through the handle of an ended child is written into the innermost context.",
              "V06" + WRAPPER,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void setByte(Context context, long offset, byte value) {
                  boolean lands = !isOpen(context) && !contexts.isEmpty() && offset >= 0
                      && offset < contexts.getLast().size;
                  super.setByte(lands ? contexts.getLast() : context, offset, value);
                }
              }),
          memory(
              "v07",
              "A snapshot is empty, and a restore does nothing.",
              "V07" + WRAPPER,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                byte[] snapshot(Context context) {
                  requireOpen(context);
                  return new byte[0];
                }

                @Override
                void restore(Context context, byte[] snapshot) {
                  requireInnermost(context);
                }
              }),
          memory(
              "v08",
              "The shared size and the shared capacity are always 0.",
              "V08" + WRAPPER,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                long sharedSize(Context context) {
                  requireOpen(context);
                  return 0;
                }

                @Override
                long sharedCapacity(Context context) {
                  requireOpen(context);
                  return 0;
                }
              }),
          memory(
              "v13",
              "The initial capacity is ignored.",
              "V13" + WRAPPER,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                Context open(long initialCapacityBytes) {
                  return super.open(0);
                }
              }));

  private ArenaBugs() {}
}
