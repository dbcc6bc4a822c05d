package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.allocator;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;

/** Bugs of a pool in what it hands out: sizes, limits and zeros. */
final class PoolSizeBugs {

  static final List<Bug> ALL =
      List.of(
          allocator(
              "pool-limit-plus-one",
              "The live blocks may have one byte more than the limit together.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                void requireRoom(long byteSize) {
                  super.requireRoom(byteSize - 1);
                }
              }),
          allocator(
              "pool-limit-excludes-last",
              "A block that takes all that the limit leaves is refused.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                void requireRoom(long byteSize) {
                  super.requireRoom(byteSize == Long.MAX_VALUE ? byteSize : byteSize + 1);
                }
              }),
          allocator(
              "pool-limit-counts-rounded",
              "The limit is checked with sizes rounded up to their class.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                void requireRoom(long byteSize) {
                  super.requireRoom(rounded(byteSize));
                }
              }),
          allocator(
              "pool-limit-forgets-recycled",
              "A block that is used again is not counted, so that the limit lets more through.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                @Nullable Block recycled(long rounded) {
                  Block again = super.recycled(rounded);
                  uncounted = again != null;
                  return again;
                }

                private boolean uncounted;

                @Override
                Lent lent(Block under, long byteSize) {
                  live -= uncounted ? byteSize : 0;
                  uncounted = false;
                  return super.lent(under, byteSize);
                }

                @Override
                synchronized void giveBack(Lent block) {
                  super.giveBack(block);
                  live = Math.max(0, live);
                }
              }),
          allocator(
              "pool-counts-failed",
              "What the upstream failed to give stays counted as live.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                Block fresh(long rounded) {
                  try {
                    return super.fresh(rounded);
                  } catch (AllocationFailedException e) {
                    lost += rounded;
                    throw e;
                  }
                }

                private long lost;

                @Override
                void requireRoom(long byteSize) {
                  super.requireRoom(byteSize > Long.MAX_VALUE - lost ? byteSize : byteSize + lost);
                }
              }),
          allocator(
              "pool-overlap-by-one",
              "Blocks of 16 bytes are cut from a slab one byte too close together.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                private @Nullable Block slab;
                private long next;

                @Override
                Block fresh(long rounded) {
                  if (rounded == STEP && slab == null) {
                    slab = super.fresh(1 << 14);
                  }
                  return super.fresh(rounded);
                }

                @Override
                Lent lent(Block under, long byteSize) {
                  Block from = slab;
                  if (byteSize != STEP || from == null || next + STEP > from.byteSize()) {
                    return super.lent(under, byteSize);
                  }
                  MemorySegment part = from.segment().asSlice(next, byteSize);
                  next += byteSize - 1;
                  return new Lent(this, under, part);
                }
              }),
          allocator(
              "pool-recycled-not-zeroed",
              "A block that is used again is not cleared for who asks for zeros.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                private boolean fresh;

                @Override
                @Nullable Block recycled(long rounded) {
                  Block again = super.recycled(rounded);
                  fresh = again == null;
                  return again;
                }

                @Override
                void zero(Lent block) {
                  if (fresh) {
                    super.zero(block);
                  }
                }
              }),
          allocator(
              "pool-recycled-twice-not-zeroed",
              "A block that is used for the third time is not cleared for who asks for zeros.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                private final Map<Block, Integer> uses = new HashMap<>();

                @Override
                Lent lent(Block under, long byteSize) {
                  uses.merge(under, 1, Integer::sum);
                  return super.lent(under, byteSize);
                }

                @Override
                void zero(Lent block) {
                  if (uses.getOrDefault(block.under, 0) != 3) {
                    super.zero(block);
                  }
                }
              }),
          allocator(
              "pool-zeroes-whole-longs",
              "Zeros are written by eight bytes at a time, and the rest of less than eight is left.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                void zero(Lent block) {
                  block.segment.asSlice(0, block.byteSize() / Long.BYTES * Long.BYTES).fill((byte) 0);
                }
              }),
          allocator(
              "pool-zeroes-one-page",
              "Zeros are written to the first page of 4096 bytes only.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                void zero(Lent block) {
                  block.segment.asSlice(0, Math.min(4096, block.byteSize())).fill((byte) 0);
                }
              }),
          allocator(
              "pool-rounded-size",
              "A block has as many bytes as its size class.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                Lent lent(Block under, long byteSize) {
                  return new Lent(this, under, under.segment());
                }
              }),
          allocator(
              "pool-takes-zero",
              "A size of 0 is taken for 1.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                void requireSize(long byteSize) {
                  super.requireSize(byteSize == 0 ? 1 : byteSize);
                }

                @Override
                long rounded(long byteSize) {
                  return super.rounded(Math.max(1, byteSize));
                }
              }),
          allocator(
              "pool-negative-is-no-room",
              "A negative size is refused as if there were no room.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                void requireSize(long byteSize) {
                  if (byteSize < 0) {
                    throw new AllocationFailedException("there is no room for " + byteSize);
                  }
                  super.requireSize(byteSize);
                }
              }),
          allocator(
              "pool-no-class",
              "Above 8192 bytes there is no size class, and the index is out of bounds.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                Block find(long rounded) {
                  Objects.checkIndex((rounded - 1) / STEP, 512);
                  return super.find(rounded);
                }
              }),
          allocator(
              "pool-kept-as-larger",
              "A closed block of 64 bytes is kept for who asks for the next larger class.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                void keep(Block under) {
                  long size = under.byteSize();
                  kept.computeIfAbsent(size == 64 ? size + STEP : size, _ -> new ArrayDeque<>()).push(under);
                }
              }),
          allocator(
              "pool-elsewhere",
              "Blocks above 256 bytes are taken from elsewhere than the upstream.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                private final HeapAllocator elsewhere = new HeapAllocator();

                @Override
                Block fresh(long rounded) {
                  return rounded > 256 ? elsewhere.allocate(rounded) : super.fresh(rounded);
                }
              }));

  private PoolSizeBugs() {}
}
