package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.memory;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryException.Kind;

/** Copies, bounded writes, snapshots and other views of the whole that are nearly right. */
final class CopyBugs {

  static final List<Bug> ALL =
      List.of(
          memory(
              "copy-over-64",
              "An overlapping copy of more than 64 bytes runs forwards in steps of 64.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void move(long to, long from, long length) {
                  for (long done = 0; done < length; done += 64) {
                    super.move(to + done, from + done, Math.min(64, length - done));
                  }
                }
              }),
          memory(
              "copy-over-page",
              "An overlapping copy of more than a page of 4096 bytes runs forwards page by page.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void move(long to, long from, long length) {
                  for (long done = 0; done < length; done += 4096) {
                    super.move(to + done, from + done, Math.min(4096, length - done));
                  }
                }
              }),
          memory(
              "copy-shares-one-byte",
              "Ranges of a copy that share a single byte are taken not to overlap.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void move(long to, long from, long length) {
                  super.move(to, from, length);
                  if (length > 1 && to == from + length - 1) {
                    store(to + length - 1, load(from));
                  }
                }
              }),
          memory(
              "bounded-starts-again",
              "A bounded write whose data offset is past the end takes the data from its start.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void setDataBounded(Context context, long offset, byte[] data, long dataOffset, long length) {
                  super.setDataBounded(context, offset, data, dataOffset > data.length ? 0 : dataOffset, length);
                }
              }),
          memory(
              "bounded-pads-one-short",
              "A bounded write leaves the last byte that it should clear.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void pad(long from, long to) {
                  super.pad(from, Math.max(from, to - 1));
                }
              }),
          memory(
              "bounded-overflows",
              "A bounded write adds its data offset and length without a check for overflow.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void setDataBounded(Context context, long offset, byte[] data, long dataOffset, long length) {
                  if (length > 0 && dataOffset > 0 && dataOffset + length < 0) {
                    toWrite(context, offset, length);
                    throw new IndexOutOfBoundsException(
                        "range of the data " + dataOffset + " to " + (dataOffset + length));
                  }
                  super.setDataBounded(context, offset, data, dataOffset, length);
                }
              }),
          memory(
              "restore-of-nothing",
              "A restore of an empty snapshot does nothing.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void restore(Context context, byte[] snapshot) {
                  requireInnermost(context);
                  if (snapshot.length > 0) {
                    super.restore(context, snapshot);
                  }
                }
              }),
          memory(
              "restore-in-grandchild",
              "A restore at depth 2 and below writes to where the parent begins.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void restore(Context context, byte[] snapshot) {
                  super.restore(context, snapshot);
                  if (context.depth >= 2) {
                    store(contexts.get(context.depth - 1).begin, MemorySegment.ofArray(snapshot));
                  }
                }
              }),
          memory(
              "snapshot-of-nothing",
              "A snapshot of an empty context below a parent that has bytes is refused.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                byte[] snapshot(Context context) {
                  requireOpen(context);
                  if (context.size == 0 && used > 0) {
                    throw new MemoryException(Kind.INVALID_SIZE, "there is nothing to take a snapshot of");
                  }
                  return super.snapshot(context);
                }
              }),
          memory(
              "hex-is-kept",
              "The hex of a context is kept while its size is the same, whatever is written.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private String kept = "";

                @Override
                String toHex(Context context) {
                  String fresh = super.toHex(context);
                  if (fresh.length() != kept.length()) {
                    kept = fresh;
                  }
                  return kept;
                }
              }),
          memory(
              "number-keeps-high-bytes",
              "A number is written without its leading zero bytes, and leaves what was there.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void setU256(Context context, long offset, BigInteger value) {
                  byte[] word = Arguments.u256(value);
                  toWrite(context, offset, Arguments.WORD);
                  int zeros = Arguments.WORD - (value.bitLength() + 7) / 8;
                  store(context.begin + offset + zeros, MemorySegment.ofArray(word).asSlice(zeros));
                }
              }),
          memory(
              "slice-is-kept",
              "A slice of two or more whole words is kept for the next of the same offset and length.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private byte @Nullable [] kept;
                private long keptOffset;

                @Override
                byte[] getSlice(Context context, long offset, long length) {
                  byte[] fresh = super.getSlice(context, offset, length);
                  byte[] last = kept;
                  if (length < 64 || length % Arguments.WORD != 0) {
                    return fresh;
                  }
                  if (last != null && keptOffset == offset && last.length == length) {
                    return last.clone();
                  }
                  kept = fresh.clone();
                  keptOffset = offset;
                  return fresh;
                }
              }));

  private CopyBugs() {}
}
