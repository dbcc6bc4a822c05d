package org.lowtide.memory;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/** Counts live blocks and bytes, and fails allocations on demand. For one thread. */
public final class CountingAllocator implements Allocator {

  private static final long NEVER = Long.MAX_VALUE;

  private final Allocator inner;
  private final List<Counted> live = new ArrayList<>();
  private long allocations;
  private long failFrom = NEVER;
  private long failUntil = NEVER;
  private long failures;

  /** Decorates an allocator. */
  public CountingAllocator(Allocator inner) {
    this.inner = inner;
  }

  /** Fails every allocation from now on, until {@link #recover}. */
  public void failAlways() {
    failFrom = allocations;
    failUntil = NEVER;
  }

  /** Fails only the n-th allocation from now on, counted from 0. */
  public void failOnce(long n) {
    failFrom = allocations + n;
    failUntil = failFrom + 1;
  }

  /** Fails none any more. */
  public void recover() {
    failFrom = NEVER;
  }

  /** How many were asked for. */
  public long allocations() {
    return allocations;
  }

  /** How many were failed. */
  public long failures() {
    return failures;
  }

  /** The blocks not yet closed. */
  public int liveBlocks() {
    return live.size();
  }

  /** The bytes not yet given back. */
  public long liveBytes() {
    return live.stream().mapToLong(Block::byteSize).sum();
  }

  /** The bytes of the only live block; none where there is no block. */
  MemorySegment onlyBlock() {
    if (live.size() > 1) {
      throw new AssertionError("more than one live block: " + live);
    }
    return live.isEmpty() ? MemorySegment.NULL : live.getFirst().segment();
  }

  @Override
  public Block allocate(long byteSize) {
    countOrFail(byteSize);
    return new Counted(inner.allocate(byteSize));
  }

  @Override
  public Block allocateZeroed(long byteSize) {
    countOrFail(byteSize);
    return new Counted(inner.allocateZeroed(byteSize));
  }

  private void countOrFail(long byteSize) {
    long index = allocations++;
    if (index >= failFrom && index < failUntil) {
      failures++;
      throw new AllocationFailedException("planned", byteSize, liveBytes(), AllocationFailedException.UNKNOWN);
    }
  }

  private final class Counted implements Block {

    private final Block block;

    Counted(Block block) {
      this.block = block;
      live.add(this);
    }

    @Override
    public MemorySegment segment() {
      return block.segment();
    }

    @Override
    public long byteSize() {
      return block.byteSize();
    }

    @Override
    public void close() {
      block.close();
      live.remove(this);
    }
  }
}
