package org.lowtide.bench.bugs;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/**
 * A correct pool that cuts blocks from slabs of {@value #SLAB} bytes: the smallest free range that is large enough is
 * split, and what is closed is merged with the free ranges on both sides. Larger blocks are recycled as they are.
 *
 * <p>Thread rule: safe for use from several threads.
 */
class SplittingPool extends RecyclingPool {

  static final long SLAB = 4096;

  /** The free ranges: their length by where they begin. Slabs are numbered with a gap, so that none touches the next. */
  final TreeMap<Long, Long> free = new TreeMap<>();

  private final List<Block> slabs = new ArrayList<>();

  SplittingPool(Allocator upstream, long limitBytes) {
    super(upstream, limitBytes);
  }

  @Override
  Block find(long rounded) {
    if (rounded > SLAB) {
      return super.find(rounded);
    }
    Long at = bestFit(rounded);
    if (at == null) {
      slabs.add(fresh(SLAB));
      at = 2 * SLAB * (slabs.size() - 1);
      free.put(at, SLAB);
    }
    return cut(at, rounded);
  }

  /** Where the smallest range begins that is large enough, if there is one. */
  @Nullable Long bestFit(long rounded) {
    Long best = null;
    long least = Long.MAX_VALUE;
    for (Map.Entry<Long, Long> range : free.entrySet()) {
      if (range.getValue() >= rounded && range.getValue() < least) {
        best = range.getKey();
        least = range.getValue();
      }
    }
    return best;
  }

  /** Takes the begin of a free range. */
  Range cut(long at, long rounded) {
    long length = free.getOrDefault(at, 0L);
    free.remove(at);
    if (length > rounded) {
      free.put(at + rounded, length - rounded);
    }
    return new Range(at, slab((int) (at / (2 * SLAB))).segment().asSlice(at % (2 * SLAB), rounded));
  }

  Block slab(int number) {
    return slabs.get(number);
  }

  @Override
  void keep(Block under) {
    if (under instanceof Range range) {
      merge(range.at, range.byteSize());
    } else {
      super.keep(under);
    }
  }

  /** Adds a free range, as one with those that it touches. */
  void merge(long at, long length) {
    long begin = at;
    long end = at + length;
    Map.Entry<Long, Long> before = free.lowerEntry(at);
    if (before != null && before.getKey() + before.getValue() == at) {
      begin = before.getKey();
    }
    Long after = free.remove(end);
    if (after != null) {
      end += after;
    }
    free.put(begin, end - begin);
  }

  /** A part of a slab; closing it is up to the slab. */
  static final class Range implements Block {

    final long at;
    private final MemorySegment segment;

    Range(long at, MemorySegment segment) {
      this.at = at;
      this.segment = segment;
    }

    @Override
    public MemorySegment segment() {
      return segment;
    }

    @Override
    public long byteSize() {
      return segment.byteSize();
    }

    @Override
    public void close() {}
  }
}
