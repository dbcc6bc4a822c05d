package org.lowtide.guide;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/** Keeps blocks that were given back for the next who takes one. */
final class BufferPool implements AutoCloseable {

  private static final long BLOCK_BYTES = 4096;

  private final Allocator allocator;
  private final Deque<Block> free = new ArrayDeque<>();

  BufferPool(Allocator allocator) {
    this.allocator = allocator;
  }

  Block take() {
    Block block = free.poll();
    return block != null ? block : allocator.allocate(BLOCK_BYTES);
  }

  List<Block> takeAll(int count) {
    List<Block> taken = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        taken.add(take());
      }
      return taken;
    } catch (AllocationFailedException e) {
      taken.forEach(this::giveBack);
      throw e;
    }
  }

  void giveBack(Block block) {
    free.push(block);
  }

  @Override
  public void close() {
    free.forEach(Block::close);
    free.clear();
  }
}
