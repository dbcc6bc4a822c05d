package org.lowtide.guide;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.Pool;

/** Cuts chunks out of slabs of 4 KiB, and keeps those that are closed for whoever asks next. */
final class ChunkPool implements Pool {

  static final long SLAB_BYTES = 4096;

  private final Allocator upstream;
  private final long limitBytes;
  private final List<Block> slabs = new ArrayList<>();
  private final Map<Long, Deque<MemorySegment>> free = new HashMap<>();
  private MemorySegment rest = MemorySegment.NULL;
  private long liveBytes;
  private boolean closed;

  ChunkPool(Allocator upstream, long limitBytes) {
    this.upstream = upstream;
    this.limitBytes = limitBytes;
  }

  @Override
  public synchronized Block allocate(long byteSize) {
    requireRoom(byteSize);
    MemorySegment chunk = take(chunkBytes(byteSize));
    liveBytes += byteSize; // only now: where there is no slab to be had, nothing has changed
    return new Chunk(chunk, byteSize);
  }

  @Override
  public Block allocateZeroed(long byteSize) {
    Block block = allocate(byteSize);
    block.segment().fill((byte) 0); // a chunk that was used before is not zero any more
    return block;
  }

  @Override
  public synchronized void close() {
    if (liveBytes > 0) {
      throw new IllegalStateException(liveBytes + " bytes are live");
    }
    closed = true;
    slabs.forEach(Block::close);
    slabs.clear();
  }

  private void requireRoom(long byteSize) {
    if (byteSize < 1) {
      throw new IllegalArgumentException("byteSize must be at least 1, was " + byteSize);
    }
    if (closed) {
      throw new IllegalStateException("the pool is closed");
    }
    if (byteSize > SLAB_BYTES || byteSize > limitBytes - liveBytes) {
      throw new AllocationFailedException("no room for " + byteSize + " bytes");
    }
  }

  /** The next power of two, at least 16. */
  private static long chunkBytes(long byteSize) {
    return Math.max(16, Long.highestOneBit(2 * byteSize - 1));
  }

  private MemorySegment take(long chunkBytes) {
    MemorySegment kept = free.getOrDefault(chunkBytes, new ArrayDeque<>()).poll();
    if (kept != null) {
      return kept;
    }
    if (rest.byteSize() < chunkBytes) {
      Block slab = upstream.allocate(SLAB_BYTES);
      slabs.add(slab);
      rest = slab.segment();
    }
    MemorySegment chunk = rest.asSlice(0, chunkBytes);
    rest = rest.asSlice(chunkBytes);
    return chunk;
  }

  private synchronized void giveBack(Chunk chunk) {
    if (chunk.closed) {
      throw new IllegalStateException("the block is closed already");
    }
    chunk.closed = true;
    liveBytes -= chunk.byteSize;
    free.computeIfAbsent(chunk.memory.byteSize(), _ -> new ArrayDeque<>()).push(chunk.memory);
  }

  private final class Chunk implements Block {

    private final MemorySegment memory;
    private final long byteSize;
    private final MemorySegment segment;
    private boolean closed;

    Chunk(MemorySegment memory, long byteSize) {
      this.memory = memory;
      this.byteSize = byteSize;
      this.segment = memory.asSlice(0, byteSize);
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
      giveBack(this);
    }
  }
}
