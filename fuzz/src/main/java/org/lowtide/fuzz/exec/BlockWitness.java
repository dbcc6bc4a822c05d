package org.lowtide.fuzz.exec;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/**
 * Passes everything on and knows the live blocks in the order of their allocation, so that their bytes can be looked at.
 *
 * <p>Order: innermost, below what poisons. Thread rule: thread-safe; {@link #hash} while nobody allocates.
 */
final class BlockWitness implements Allocator {

  private final Allocator delegate;
  private final List<Seen> live = new ArrayList<>();

  BlockWitness(Allocator delegate) {
    this.delegate = delegate;
  }

  @Override
  public Block allocate(long byteSize) {
    return seen(delegate.allocate(byteSize));
  }

  @Override
  public Block allocateZeroed(long byteSize) {
    return seen(delegate.allocateZeroed(byteSize));
  }

  private synchronized Block seen(Block block) {
    Seen seen = new Seen(block);
    live.add(seen);
    return seen;
  }

  private synchronized void closed(Seen block) {
    live.remove(block);
  }

  /** Adds the sizes and bytes of the live blocks; where {@code marked}, of the bytes only which are zero. */
  synchronized void hash(StateHash into, boolean marked) {
    into.add(live.size());
    for (Seen block : live) {
      if (marked) {
        into.addZeros(block.segment());
      } else {
        into.add(block.segment());
      }
    }
  }

  /** A block that is live as long as it is in the list. */
  private final class Seen implements Block {

    private final Block block;

    Seen(Block block) {
      this.block = block;
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
      closed(this);
    }
  }
}
