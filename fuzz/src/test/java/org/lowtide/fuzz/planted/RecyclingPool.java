package org.lowtide.fuzz.planted;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.Pool;

/** A pool without a fault that keeps what is closed for who asks for as much again; its parts are there to be broken. */
class RecyclingPool implements Pool {

  private static final long STEP = 16;

  final Allocator upstream;
  final long limitBytes;
  /** All that was ever taken from the upstream. */
  final List<Block> taken = new ArrayList<>();
  final Map<Long, Deque<Block>> free = new TreeMap<>();
  long liveBytes;
  boolean closed;

  RecyclingPool(Allocator upstream, long limitBytes) {
    if (limitBytes < 0) {
      throw new IllegalArgumentException("limitBytes must be at least 0, was " + limitBytes);
    }
    this.upstream = upstream;
    this.limitBytes = limitBytes;
  }

  @Override
  public synchronized Block allocate(long byteSize) {
    requireSize(byteSize);
    requireOpen();
    reserve(byteSize);
    Block under;
    try {
      under = take(rounded(byteSize));
    } catch (AllocationFailedException e) {
      unreserve(byteSize);
      throw e;
    }
    return handOut(under, byteSize);
  }

  @Override
  public synchronized Block allocateZeroed(long byteSize) {
    Block block = allocate(byteSize);
    zero(block.segment());
    return block;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    if (liveBytes > 0) {
      throw new IllegalStateException("blocks are live");
    }
    closed = true;
    taken.forEach(Block::close);
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

  void reserve(long byteSize) {
    if (byteSize > limitBytes - liveBytes) {
      throw new AllocationFailedException("no room");
    }
    liveBytes += byteSize;
  }

  void unreserve(long byteSize) {
    liveBytes -= byteSize;
  }

  static long rounded(long byteSize) {
    return (byteSize + STEP - 1) / STEP * STEP;
  }

  Block take(long rounded) {
    Block kept = free.getOrDefault(rounded, new ArrayDeque<>()).poll();
    if (kept != null) {
      return kept;
    }
    Block fresh = upstream.allocate(rounded);
    taken.add(fresh);
    return fresh;
  }

  void keep(Block under) {
    free.computeIfAbsent(under.byteSize(), _ -> new ArrayDeque<>()).push(under);
  }

  Block handOut(Block under, long byteSize) {
    return new Lent(under, byteSize);
  }

  void zero(MemorySegment segment) {
    segment.fill((byte) 0);
  }

  /** Takes a block back; {@code again} where it was closed before. */
  void giveBack(Lent block, boolean again) {
    if (again) {
      throw new IllegalStateException("closed before");
    }
    unreserve(block.byteSize());
    keep(block.under);
  }

  /** A part of a block of the upstream. */
  class Lent implements Block {

    final Block under;
    final long byteSize;
    final MemorySegment segment;
    final Thread owner = Thread.currentThread();
    private boolean closed;

    Lent(Block under, long byteSize) {
      this.under = under;
      this.byteSize = byteSize;
      this.segment = under.segment().asSlice(0, byteSize);
    }

    @Override
    public MemorySegment segment() {
      return segment;
    }

    @Override
    public long byteSize() {
      return byteSize;
    }

    @Override
    public void close() {
      synchronized (RecyclingPool.this) {
        boolean again = closed;
        closed = true;
        giveBack(this, again);
      }
    }

    void reopen() {
      closed = false;
    }
  }
}
