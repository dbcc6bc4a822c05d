package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.memory;

import java.util.List;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryException.Kind;

/** Limits and sizes that are off by a little, and words that are counted wrongly. */
final class LimitBugs {

  static final List<Bug> ALL =
      List.of(
          memory(
              "limit-excludes-last",
              "Growing to exactly the limit is refused.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void requireRoom(long gained) {
                  super.requireRoom(gained + 1);
                }
              }),
          memory(
              "limit-plus-one",
              "One byte above the limit is let through.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void requireRoom(long gained) {
                  super.requireRoom(gained - 1);
                }
              }),
          memory(
              "limit-of-one-context",
              "A child's growth is checked on its own size, without its parents' bytes.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void requireRoom(long gained) {
                  if (gained > limit - contexts.getLast().size) {
                    throw new MemoryException(Kind.LIMIT_EXCEEDED, "the limit is passed");
                  }
                }
              }),
          memory(
              "limit-blocks-inside",
              "While the limit is below what is in use, even a write inside the size is refused.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void reach(Context context, long size) {
                  if (used > limit && size > 0) {
                    requireRoom(0);
                  }
                  super.reach(context, size);
                }
              }),
          memory(
              "limit-in-words",
              "What is in use is rounded up to words before it is compared with the limit.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void requireRoom(long gained) {
                  super.requireRoom(gained);
                  if (used + gained <= Ranges.MAX_END && Arguments.WORD * words(used + gained) > limit) {
                    throw new MemoryException(Kind.LIMIT_EXCEEDED, "the limit is passed by whole words");
                  }
                }
              }),
          memory(
              "limit-clamped",
              "A limit below what is in use is raised to that.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void setLimit(Context context, long bytes) {
                  super.setLimit(context, bytes);
                  limit = Math.max(limit, used);
                }
              }),
          memory(
              "limit-as-int",
              "A limit above 2^32 keeps only its lower half.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void setLimit(Context context, long bytes) {
                  super.setLimit(context, bytes);
                  limit = bytes > 0xFFFFFFFFL ? bytes & 0xFFFFFFFFL : bytes;
                }
              }),
          memory(
              "limit-lowered-by-refusal",
              "A growth that the limit refuses lowers the limit to what is in use.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void requireRoom(long gained) {
                  boolean refused = gained > limit - used;
                  long before = used;
                  try {
                    super.requireRoom(gained);
                  } finally {
                    limit = refused ? before : limit;
                  }
                }
              }),
          memory(
              "capacity-below-limit",
              "Near an uneven limit the block is cut to whole words of the limit, below what is required.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                long nextCapacity(long required, long limitBytes) {
                  long next = super.nextCapacity(required, limitBytes);
                  return next == limitBytes && next > Arguments.WORD ? next / Arguments.WORD * Arguments.WORD : next;
                }
              }),
          memory(
              "shared-size-to-depth-three",
              "The shared size adds up the contexts down to depth 3 only.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                long sharedSize(Context context) {
                  requireOpen(context);
                  return contexts.stream().limit(4).mapToLong(each -> each.size).sum();
                }
              }),
          memory(
              "empty-if-all-empty",
              "A context is empty only where no open context has a byte.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                boolean isEmpty(Context context) {
                  requireOpen(context);
                  return used == 0;
                }
              }),
          memory(
              "words-at-depth-three",
              "From depth 3 on new words are counted on absolute lengths.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                long newWords(Context context, long before) {
                  long base = context.depth < 3 ? 0 : context.begin;
                  return words(base + context.size) - words(base + before);
                }
              }),
          memory(
              "words-of-one-page",
              "No growth counts more words than a page of 4096 bytes has.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                long newWords(Context context, long before) {
                  return Math.min(128, super.newWords(context, before));
                }
              }),
          memory(
              "words-of-highest",
              "New words are counted from the largest size ever, so that words dropped by a shrink are free.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private long highest;

                @Override
                long newWords(Context context, long before) {
                  long counted = context.depth > 0 ? before : Math.max(before, highest);
                  highest = Math.max(highest, context.size);
                  return Math.max(0, super.newWords(context, counted));
                }
              }),
          memory(
              "aligned-never-shrinks",
              "A word-aligned resize to less leaves the size as it is.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void resizeWordAligned(Context context, long minBytes) {
                  requireInnermost(context);
                  Ranges.requireSize("minBytes", minBytes);
                  reach(context, Arguments.WORD * words(minBytes));
                }
              }));

  private LimitBugs() {}
}
