package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.memory;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shortcuts that take bytes for the same, or for still right, and mostly are. */
final class HardDataBugs {

  static final List<Bug> ALL =
      List.of(
          memory(
              "restore-by-checksum",
              "A restore is left out where the size is the same and the sums of all bytes agree in eight bits.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void restore(Context context, byte[] snapshot) {
                  requireInnermost(context);
                  if (context.size != snapshot.length || sum(snapshot) != sum(snapshot(context))) {
                    super.restore(context, snapshot);
                  }
                }

                private byte sum(byte[] data) {
                  byte sum = 0;
                  for (byte each : data) {
                    sum += each;
                  }
                  return sum;
                }
              }),
          memory(
              "run-of-128",
              "A snapshot is packed by runs with a signed byte for their length, and a run of exactly 128 equal bytes"
                  + " is left out.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                byte[] snapshot(Context context) {
                  byte[] all = super.snapshot(context);
                  byte[] unpacked = new byte[all.length];
                  int length = 0;
                  int from = 0;
                  while (from < all.length) {
                    int to = from + 1;
                    while (to < all.length && to - from < 255 && all[to] == all[from]) {
                      to++;
                    }
                    if (to - from != 128) {
                      Arrays.fill(unpacked, length, length + to - from, all[from]);
                      length += to - from;
                    }
                    from = to;
                  }
                  return unpacked;
                }
              }),
          memory(
              "version-of-five-bits",
              "A hex is kept while a count of the changes is the same, and the count has five bits.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private int changes;
                private int keptAt = -1;
                private @Nullable Context keptOf;
                private String kept = "";

                @Override
                void reach(Context context, long size) {
                  super.reach(context, size);
                  changes++;
                }

                @Override
                void absorb(Context parent, Context child) {
                  super.absorb(parent, child);
                  changes++;
                }

                @Override
                String toHex(Context context) {
                  String fresh = super.toHex(context);
                  if (!context.equals(keptOf) || changes % 32 != keptAt) {
                    kept = fresh;
                    keptOf = context;
                    keptAt = changes % 32;
                  }
                  return kept;
                }
              }),
          memory(
              "copy-behind-write",
              "A copy to right behind what was just written is done in one go with that, and reads what was there"
                  + " before.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private long writtenAt;
                private byte[] replaced = {};

                @Override
                void setData(Context context, long offset, byte[] data) {
                  long at = toWrite(context, offset, data.length);
                  byte[] before = bytes(at, data.length);
                  store(at, MemorySegment.ofArray(data));
                  writtenAt = at;
                  replaced = before;
                }

                @Override
                void requireInnermost(Context context) {
                  super.requireInnermost(context);
                  replaced = new byte[0];
                }

                @Override
                void copy(Context context, long destination, long source, long length) {
                  byte[] before = replaced;
                  super.copy(context, destination, source, length);
                  if (before.length > 0 && length > 0 && context.begin + destination == writtenAt + before.length) {
                    long from = Math.max(writtenAt, context.begin + source);
                    long to = Math.min(writtenAt + before.length, context.begin + source + length);
                    for (long at = from; at < to; at++) {
                      store(at + destination - source, before[(int) (at - writtenAt)]);
                    }
                  }
                }
              }),
          memory(
              "word-outlives-padding",
              "The last word read is kept until something is written, and a bounded write without data is not taken"
                  + " for one.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private @Nullable Context keptOf;
                private long keptAt;
                private byte[] kept = {};

                @Override
                byte[] getWord(Context context, long offset) {
                  byte[] fresh = super.getWord(context, offset);
                  if (!context.equals(keptOf) || offset != keptAt) {
                    keptOf = context;
                    keptAt = offset;
                    kept = fresh.clone();
                  }
                  return kept.clone();
                }

                @Override
                void requireInnermost(Context context) {
                  super.requireInnermost(context);
                  keptOf = null;
                }

                @Override
                void setDataBounded(Context context, long offset, byte[] data, long dataOffset, long length) {
                  Context before = dataOffset >= data.length ? keptOf : null;
                  super.setDataBounded(context, offset, data, dataOffset, length);
                  keptOf = before;
                }
              }),
          memory(
              "write-compares-ends",
              "Data of more than a word is not written where its first and last byte are there already.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void setData(Context context, long offset, byte[] data) {
                  long at = toWrite(context, offset, data.length);
                  int last = data.length - 1;
                  if (last < Arguments.WORD || load(at) != data[0] || load(at + last) != data[last]) {
                    store(at, MemorySegment.ofArray(data));
                  }
                }
              }));

  private HardDataBugs() {}
}
