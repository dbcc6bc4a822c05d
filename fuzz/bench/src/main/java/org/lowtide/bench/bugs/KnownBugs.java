package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.memory;

import java.util.List;

/** Bugs that public histories tell of, in the shape that they take in this memory. */
final class KnownBugs {

  static final List<Bug> ALL =
      List.of(
          memory(
              "a02",
              "Growing clears only what was never in use, so bytes dropped by a shrink come back.",
              "A02, the first arena",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private long highest;

                @Override
                void gain(long from, long to) {
                  super.gain(Math.clamp(highest, from, to), to);
                  highest = Math.max(highest, to);
                }
              }),
          memory(
              "l03",
              "New words are counted on the buffer's absolute length, not on the context's own size.",
              "L03, the old design",
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                long newWords(Context context, long before) {
                  return words(context.begin + context.size) - words(context.begin + before);
                }
              }));

  private KnownBugs() {}
}
