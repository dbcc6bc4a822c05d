package org.lowtide.bench.bugs;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.Pool;

/**
 * The correct pool that bugs are planted in: it rounds up to size classes of {@value #STEP} bytes and keeps what is
 * closed for who asks for as much again. Every method is a seam that a bug may override.
 *
 * <p>Thread rule: safe for use from several threads.
 */
class RecyclingPool implements Pool {

  static final long STEP = 16;

  final Allocator upstream;
  final long limit;

  /** All that was ever taken from the upstream. */
  final List<Block> taken = new ArrayList<>();

  /** What is kept, by size; the block given back last is the first to go out again. */
  final Map<Long, Deque<Block>> kept = new HashMap<>();

  long live;
  boolean closed;

  RecyclingPool(Allocator upstream, long limitBytes) {
    if (limitBytes < 0) {
      throw new IllegalArgumentException("limitBytes must be at least 0, was " + limitBytes);
    }
    this.upstream = upstream;
    this.limit = limitBytes;
  }

  @Override
  public synchronized Block allocate(long byteSize) {
    return lend(byteSize, false);
  }

  @Override
  public synchronized Block allocateZeroed(long byteSize) {
    return lend(byteSize, true);
  }

  /** All that can fail comes before the first change. */
  Block lend(long byteSize, boolean zeroed) {
    requireSize(byteSize);
    requireOpen();
    requireRoom(byteSize);
    Block under = find(rounded(byteSize));
    live += byteSize;
    Lent block = lent(under, byteSize);
    if (zeroed) {
      zero(block);
    }
    return block;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    if (live > 0) {
      throw new IllegalStateException("all blocks must be closed first, " + live + " bytes are live");
    }
    closed = true;
    freeAll();
  }

  void requireSize(long byteSize) {
    if (byteSize < 1) {
      throw new IllegalArgumentException("byteSize must be at least 1, was " + byteSize);
    }
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the pool is closed");
    }
  }

  void requireRoom(long byteSize) {
    if (byteSize > limit - live) {
      throw new AllocationFailedException(
          "byteSize must be at most what the limit leaves, was " + byteSize, byteSize, live, limit);
    }
  }

  /** The size class; what is too large for one is left as it is, and the upstream refuses it. */
  long rounded(long byteSize) {
    return byteSize > Long.MAX_VALUE - STEP ? byteSize : (byteSize + STEP - 1) / STEP * STEP;
  }

  /** A block of that size: one that was kept, else a fresh one. */
  Block find(long rounded) {
    Block again = recycled(rounded);
    return again == null ? fresh(rounded) : again;
  }

  @Nullable Block recycled(long rounded) {
    Deque<Block> sameSize = kept.get(rounded);
    return sameSize == null ? null : sameSize.poll();
  }

  Block fresh(long rounded) {
    Block fresh = upstream.allocate(rounded);
    taken.add(fresh);
    return fresh;
  }

  Lent lent(Block under, long byteSize) {
    return new Lent(this, under, under.segment().asSlice(0, byteSize));
  }

  void zero(Lent block) {
    block.segment.fill((byte) 0);
  }

  /** Takes a block back. */
  synchronized void giveBack(Lent block) {
    if (block.closed) {
      throw new IllegalStateException("the block is closed already");
    }
    block.closed = true;
    live -= block.byteSize();
    keep(block.under);
  }

  void keep(Block under) {
    kept.computeIfAbsent(under.byteSize(), _ -> new ArrayDeque<>()).push(under);
  }

  void freeAll() {
    taken.forEach(Block::close);
  }

  /** A part of a block of the upstream. */
  static class Lent implements Block {

    final RecyclingPool pool;
    final Block under;
    final MemorySegment segment;
    final Thread owner = Thread.currentThread();
    boolean closed;

    Lent(RecyclingPool pool, Block under, MemorySegment segment) {
      this.pool = pool;
      this.under = under;
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
    public void close() {
      pool.giveBack(this);
    }
  }
}
