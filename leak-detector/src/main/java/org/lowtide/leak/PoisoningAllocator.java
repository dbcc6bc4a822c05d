package org.lowtide.leak;

import java.util.Objects;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/**
 * An allocator that dirties: fresh blocks are filled with one byte, and blocks are overwritten with another before they
 * are freed. So that code which takes a fresh block for zeros, or reads a freed one, is seen to do so.
 *
 * <p>{@link #allocateZeroed} is passed on as such and its bytes stay zero. A block hands out the delegate's own segment.
 * The cost is a fill of the block at each end of its life, and 24 bytes of heap a block.
 *
 * <p>Order: innermost, next to the bytes. In any order it works the same; outside a {@link TrackingAllocator} its blocks
 * pass a second close on to it, so that wrong frees are counted there.
 *
 * <p>Thread-safe. A fill needs a segment that the closing thread may write to.
 */
public final class PoisoningAllocator implements Allocator {

  private final Allocator delegate;
  private final byte freshPoison;
  private final PoisonedBlock.Poison freed;

  /**
   * Makes an allocator that dirties the blocks of another.
   *
   * @param delegate where the blocks come from
   * @param freshPoison what a fresh block is filled with
   * @param freedPoison what a block is overwritten with before it is freed
   */
  public PoisoningAllocator(Allocator delegate, byte freshPoison, byte freedPoison) {
    this.delegate = Objects.requireNonNull(delegate, "delegate");
    this.freshPoison = freshPoison;
    this.freed = segment -> segment.fill(freedPoison);
  }

  @Override
  public Block allocate(long byteSize) {
    Sizes.checkByteSize(byteSize);
    Block block = delegate.allocate(byteSize);
    try {
      block.segment().fill(freshPoison);
      return new PoisonedBlock(block, freed);
    } catch (Throwable e) {
      block.close();
      throw e;
    }
  }

  @Override
  public Block allocateZeroed(long byteSize) {
    Sizes.checkByteSize(byteSize);
    return new PoisonedBlock(delegate.allocateZeroed(byteSize), freed);
  }
}
