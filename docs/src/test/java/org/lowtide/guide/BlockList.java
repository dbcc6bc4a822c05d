package org.lowtide.guide;

import java.util.ArrayList;
import java.util.List;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/** Blocks in a row, to which several are added together or not at all. */
final class BlockList implements AutoCloseable {

  private final Allocator allocator;
  private final List<Block> blocks = new ArrayList<>();

  BlockList(Allocator allocator) {
    this.allocator = allocator;
  }

  void addAll(long... byteSizes) {
    int before = blocks.size();
    try {
      for (long byteSize : byteSizes) {
        blocks.add(allocator.allocate(byteSize));
      }
    } catch (AllocationFailedException e) {
      while (blocks.size() > before) {
        blocks.removeLast().close();
      }
      throw e;
    }
  }

  List<Long> sizes() {
    return blocks.stream().map(Block::byteSize).toList();
  }

  @Override
  public void close() {
    blocks.forEach(Block::close);
    blocks.clear();
  }
}
