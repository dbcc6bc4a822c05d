package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Block;

/** Contexts that go wrong only deep down, after a certain order of calls, or when a count comes round. */
final class HardStackBugs {

  static final List<Bug> ALL =
      List.of(
          memory(
              "empty-mask-of-int",
              "Which contexts have bytes is kept as bits of a long, but cleared by an int: the end of one at depth 32"
                  + " empties the root.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private long filled;

                @Override
                boolean isEmpty(Context context) {
                  requireOpen(context);
                  return context.depth < Long.SIZE ? (filled >>> context.depth & 1) == 0 : context.size == 0;
                }

                private void mark(Context context) {
                  if (context.size > 0 && context.depth < Long.SIZE) {
                    filled |= 1L << context.depth;
                  }
                }

                private void unmark(Context context) {
                  int bit = 1 << context.depth;
                  filled &= ~bit;
                }

                @Override
                void reach(Context context, long size) {
                  super.reach(context, size);
                  mark(context);
                }

                @Override
                void shrink(Context context, long bytes) {
                  super.shrink(context, bytes);
                  if (bytes == 0) {
                    unmark(context);
                  }
                }

                @Override
                Context pop() {
                  Context ended = super.pop();
                  unmark(ended);
                  return ended;
                }

                @Override
                void absorb(Context parent, Context child) {
                  super.absorb(parent, child);
                  mark(parent);
                }
              }),
          memory(
              "table-halved-behind-its-size",
              "The table of contexts has 16 places and is doubled, and halved again when a quarter is in use; its"
                  + " size is not told of that, so that it is not doubled in time.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private Context[] table = new Context[16];
                private int places = 16;

                @Override
                Context push() {
                  if (contexts.size() == places) {
                    places *= 2;
                    table = Arrays.copyOf(table, places);
                  }
                  Context child = super.push();
                  table[child.depth] = child;
                  return child;
                }

                @Override
                void drop(int depth) {
                  super.drop(depth);
                  if (table.length > 16 && depth <= table.length / 4) {
                    table = Arrays.copyOf(table, table.length / 2);
                  }
                }
              }),
          memory(
              "grandchild-keeps-generation",
              "Handles are told apart by a generation for each depth, and a revert of several levels counts on only"
                  + " the outermost.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private final Map<Context, Integer> generations = new HashMap<>();
                private final Map<Integer, Integer> current = new HashMap<>();

                @Override
                Context push() {
                  Context child = super.push();
                  generations.put(child, current.getOrDefault(child.depth, 0));
                  return child;
                }

                @Override
                void drop(int depth) {
                  super.drop(depth);
                  current.merge(depth, 1, Integer::sum);
                }

                @Override
                void absorb(Context parent, Context child) {
                  super.absorb(parent, child);
                  current.merge(child.depth, 1, Integer::sum);
                }

                @Override
                Context resolve(Context context) {
                  if (context.depth >= contexts.size()) {
                    return context;
                  }
                  Context there = contexts.get(context.depth);
                  return Objects.equals(generations.get(there), generations.get(context)) ? there : context;
                }
              }),
          memory(
              "overflow-keeps-begins",
              "Where contexts beyond the eighth begin is kept in a list beside, and a revert to before it takes only"
                  + " the last of them off.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private final List<Long> overflow = new ArrayList<>();

                @Override
                Context push() {
                  int depth = contexts.size();
                  if (depth < 8) {
                    return super.push();
                  }
                  if (overflow.size() == depth - 8) {
                    overflow.add(used);
                  }
                  Context child = new Context(depth, overflow.get(depth - 8));
                  contexts.add(child);
                  return child;
                }

                @Override
                void drop(int depth) {
                  super.drop(depth);
                  if (depth >= 8) {
                    overflow.subList(depth - 8, overflow.size()).clear();
                  } else if (!overflow.isEmpty()) {
                    overflow.removeLast();
                  }
                }

                @Override
                void absorb(Context parent, Context child) {
                  super.absorb(parent, child);
                  if (child.depth >= 8) {
                    overflow.removeLast();
                  }
                }
              }),
          memory(
              "numbers-of-four-bits",
              "Contexts are told apart by their depth and a number of four bits that is counted over the whole stack.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private final Map<Context, Integer> numbers = new HashMap<>();

                @Override
                Context push() {
                  Context child = super.push();
                  numbers.put(child, numbers.size() % 16);
                  return child;
                }

                @Override
                Context resolve(Context context) {
                  if (context.depth >= contexts.size()) {
                    return context;
                  }
                  Context there = contexts.get(context.depth);
                  return Objects.equals(numbers.get(there), numbers.get(context)) ? there : context;
                }
              }),
          memory(
              "commit-remembers-size",
              "What a commit made a context's size is remembered for its own commit, and forgotten by every change"
                  + " of size but a restore's.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private @Nullable Context remembered;
                private long size;

                @Override
                void absorb(Context parent, Context child) {
                  if (child.equals(remembered)) {
                    child.size = size;
                    used = child.begin + size;
                  }
                  super.absorb(parent, child);
                  remembered = parent;
                  size = parent.size;
                }

                @Override
                void reach(Context context, long size) {
                  super.reach(context, size);
                  remembered = size > 0 ? null : remembered;
                }

                @Override
                void shrink(Context context, long bytes) {
                  super.shrink(context, bytes);
                  remembered = null;
                }

                @Override
                void restore(Context context, byte[] snapshot) {
                  Context before = snapshot.length < context.size ? remembered : null;
                  super.restore(context, snapshot);
                  remembered = before;
                }
              }),
          memory(
              "odd-commits-drift",
              "The shared size is kept in whole words and a carry of three bits for each odd child that was"
                  + " committed, which loses the eighth.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private int odd;

                @Override
                void absorb(Context parent, Context child) {
                  super.absorb(parent, child);
                  odd += (int) (child.size % 2);
                }

                @Override
                long sharedSize(Context context) {
                  return Math.max(0, super.sharedSize(context) - odd / 8);
                }
              }),
          memory(
              "closes-in-two-bits",
              "How often a handle was closed is counted in two bits, and comes round to never with the third close"
                  + " after its end: the fourth ends who is there now.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private final Map<Context, Integer> closes = new HashMap<>();

                @Override
                Context pop() {
                  Context ended = super.pop();
                  closes.put(ended, 1);
                  return ended;
                }

                @Override
                void close(Context context) {
                  if (isOpen(context) || context.depth == 0) {
                    super.close(context);
                  } else if (closes.getOrDefault(context, 1) == 0) {
                    drop(Math.min(context.depth, contexts.size()));
                    closes.put(context, 1);
                  } else {
                    closes.merge(context, 1, (before, one) -> (before + one) % 4);
                  }
                }
              }),
          memory(
              "limit-back-with-parent",
              "A limit that a child has set is taken for its parent's when it is committed, and taken back where that"
                  + " parent is dropped together with its own.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private final Map<Context, Long> before = new HashMap<>();
                private @Nullable Context changed;

                @Override
                Context push() {
                  Context child = super.push();
                  before.put(child, this.limit);
                  return child;
                }

                @Override
                void absorb(Context parent, Context child) {
                  super.absorb(parent, child);
                  changed = before.getOrDefault(child, this.limit) == this.limit ? changed : parent;
                }

                @Override
                void drop(int depth) {
                  Context kept = changed;
                  if (kept != null && kept.depth > depth && isOpen(kept)) {
                    this.limit = before.getOrDefault(kept, this.limit);
                  }
                  super.drop(depth);
                }
              }),
          memory(
              "peak-of-great-grandchild",
              "How far a block is dirty is kept for each context, and a commit hands on what the child wrote itself,"
                  + " not what it had taken over.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private final Map<Context, Long> own = new HashMap<>();
                private final Map<Context, Long> peaks = new HashMap<>();
                private long dirty;

                @Override
                Block allocate(long bytes) {
                  return this.allocator.allocateZeroed(bytes);
                }

                @Override
                void reach(Context context, long size) {
                  super.reach(context, size);
                  own.merge(context, context.begin + context.size, Math::max);
                  peaks.merge(context, context.begin + context.size, Math::max);
                }

                @Override
                void gain(long from, long to) {
                  long dirtyTo = dirty;
                  for (Context each : contexts) {
                    dirtyTo = Math.max(dirtyTo, peaks.getOrDefault(each, 0L));
                  }
                  clear(from, Math.clamp(dirtyTo, from, to));
                }

                @Override
                void absorb(Context parent, Context child) {
                  super.absorb(parent, child);
                  peaks.merge(parent, own.getOrDefault(child, 0L), Math::max);
                }

                @Override
                void drop(int depth) {
                  for (Context each : contexts.subList(depth, contexts.size())) {
                    dirty = Math.max(dirty, peaks.getOrDefault(each, 0L));
                  }
                  super.drop(depth);
                }
              }));

  private HardStackBugs() {}
}
