package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.memory;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryException.Kind;

/** What goes wrong in the design that the old memory is a port of, each flaw alone. */
final class OldDesignBugs {

  private static final String SOURCE = ", the old design";

  static final List<Bug> ALL =
      List.of(
          memory(
              "l01",
              "A context's size runs to the end of all bytes in use, so a parent's counts and reads its open child's.",
              "L01" + SOURCE,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                long sizeOf(Context context) {
                  return used - context.begin;
                }
              }),
          memory(
              "l02",
              "A write by a parent is only bounded by the bytes in use, so it changes its open child.",
              "L02" + SOURCE,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void setByte(Context context, long offset, byte value) {
                  if (isOpen(context) && offset >= context.size && offset < used - context.begin) {
                    store(context.begin + offset, value);
                  } else {
                    super.setByte(context, offset, value);
                  }
                }
              }),
          memory(
              "l03",
              "New words are counted on the buffer's absolute length, not on the context's own size.",
              "L03" + SOURCE + "; A16, the first arena",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                long newWords(Context context, long before) {
                  return words(context.begin + context.size) - words(context.begin + before);
                }
              }),
          memory(
              "l05",
              "The initial block has no owner until the memory grows, so a close before that frees nothing.",
              "L05" + SOURCE,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private boolean owned;

                @Override
                void hold(long bytes) {
                  owned |= bytes > capacity;
                  super.hold(bytes);
                }

                @Override
                void release() {
                  if (owned) {
                    super.release();
                  }
                }
              }),
          memory(
              "l06",
              "An open child checks the limit that was in force when it was opened.",
              "L06" + SOURCE,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private final Map<Context, Long> copies = new HashMap<>();

                @Override
                Context push() {
                  Context child = super.push();
                  copies.put(child, this.limit);
                  return child;
                }

                @Override
                void setLimit(Context context, long bytes) {
                  super.setLimit(context, bytes);
                  copies.put(context, bytes);
                }

                @Override
                void requireRoom(long gained) {
                  if (gained > copies.getOrDefault(contexts.getLast(), this.limit) - used) {
                    throw new MemoryException(Kind.LIMIT_EXCEEDED, "the limit is passed");
                  }
                }
              }),
          memory(
              "l07",
              "A limit set through a child holds, but the child goes on to report the one it was opened with.",
              "L07" + SOURCE,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private final Map<Context, Long> reported = new HashMap<>();

                @Override
                void setLimit(Context context, long bytes) {
                  long before = this.limit;
                  super.setLimit(context, bytes);
                  if (context.depth > 0) {
                    reported.putIfAbsent(context, before);
                  }
                }

                @Override
                long limit(Context context) {
                  long now = super.limit(context);
                  return reported.getOrDefault(context, now);
                }
              }),
          memory(
              "l09",
              "Closing a context that ended with its parent enlarges the bytes in use to where it began.",
              "L09" + SOURCE,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void close(Context context) {
                  if (!isOpen(context)) {
                    used = Math.max(used, Math.min(context.begin, capacity));
                  }
                  super.close(context);
                }
              }),
          memory(
              "l10",
              "Data set through the handle of an ended child is written by the innermost context, which grows for it.",
              "L10" + SOURCE,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void setData(Context context, long offset, byte[] data) {
                  boolean stale = !isOpen(context) && !contexts.isEmpty();
                  super.setData(stale ? contexts.getLast() : context, offset, data);
                }
              }),
          memory(
              "l11",
              "A handle finds its context by depth alone, so that of an ended child is one to its next sibling.",
              "L11" + SOURCE,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                Context resolve(Context context) {
                  return context.depth < contexts.size() ? contexts.get(context.depth) : context;
                }
              }),
          memory(
              "l13",
              "A parent may shrink while its child is open.",
              "L13" + SOURCE,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void resize(Context context, long bytes) {
                  if (isOpen(context) && bytes >= 0 && bytes < context.size) {
                    shrink(context, bytes);
                  } else {
                    super.resize(context, bytes);
                  }
                }
              }),
          memory(
              "l14",
              "A parent's snapshot holds its open child's bytes too.",
              "L14" + SOURCE,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                byte[] snapshot(Context context) {
                  requireOpen(context);
                  return bytes(context.begin, (int) (used - context.begin));
                }
              }),
          memory(
              "l16",
              "The end of a range is added up without a check, and overflows near the top.",
              "L16" + SOURCE,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                long end(long offset, long length) {
                  return length == 0 ? 0 : offset + length;
                }
              }),
          memory(
              "l17",
              "A negative offset is added to where the child begins, so that its byte lands in its parent.",
              "L17" + SOURCE,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void setByte(Context context, long offset, byte value) {
                  if (isOpen(context) && isInnermost(context) && offset < 0 && context.begin + offset >= 0) {
                    store(context.begin + offset, value);
                  } else {
                    super.setByte(context, offset, value);
                  }
                }
              }),
          memory(
              "l18",
              "Rounding up to words wraps to 0 at the top, so that the resize wipes the context and reports success.",
              "L18" + SOURCE,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void resizeWordAligned(Context context, long minBytes) {
                  if (minBytes > Ranges.MAX_END) {
                    requireInnermost(context);
                    setSize(context, 0);
                  } else {
                    super.resizeWordAligned(context, minBytes);
                  }
                }
              }),
          memory(
              "l19",
              "A copy that grows the memory reads its source from the block that the growth has freed.",
              "L19" + SOURCE + "; F04, the frame",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private MemorySegment before = MemorySegment.NULL;

                @Override
                void copy(Context context, long destination, long source, long length) {
                  before = segment;
                  super.copy(context, destination, source, length);
                }

                @Override
                void move(long to, long from, long length) {
                  if (before.byteSize() >= from + length) {
                    MemorySegment.copy(before, from, segment, to, length);
                  } else {
                    super.move(to, from, length);
                  }
                }
              }),
          memory(
              "l21",
              "A commit with an open grandchild is allowed, and commits both.",
              "L21" + SOURCE,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void commitChild(Context context) {
                  requireChild(context);
                  while (contexts.size() > context.depth + 1) {
                    Context child = pop();
                    absorb(contexts.getLast(), child);
                  }
                }
              }),
          memory(
              "l22",
              "A snapshot is kept and handed out again while nothing is written, so who changes it changes the next.",
              "L22" + SOURCE,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private byte @Nullable [] kept;

                @Override
                byte[] snapshot(Context context) {
                  byte[] fresh = super.snapshot(context);
                  byte[] last = kept;
                  if (last != null && last.length == fresh.length && last.length > 0 && isInnermost(context)) {
                    return last;
                  }
                  kept = fresh;
                  return fresh;
                }

                @Override
                void requireInnermost(Context context) {
                  kept = null;
                  super.requireInnermost(context);
                }

                @Override
                void drop(int depth) {
                  kept = null;
                  super.drop(depth);
                }

                @Override
                void absorb(Context parent, Context child) {
                  kept = null;
                  super.absorb(parent, child);
                }
              }));

  private OldDesignBugs() {}
}
