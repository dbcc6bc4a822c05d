package org.lowtide.bench.bugs;

import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;

/**
 * A correct memory that gives back what it does not need: where half of the block or less is in use after a shrink, a
 * revert or a commit, it moves into one of that half, but for what it was opened with. Where the allocator fails it stays.
 */
class CompactingStack extends ContextStack {

  /** What the block is never made smaller than. */
  private long least = 2 * FIRST_CAPACITY;

  CompactingStack(Allocator allocator, long limitBytes) {
    super(allocator, limitBytes);
  }

  @Override
  Context open(long initialCapacityBytes) {
    least = Math.max(least, initialCapacityBytes);
    return super.open(initialCapacityBytes);
  }

  @Override
  void shrink(Context context, long bytes) {
    super.shrink(context, bytes);
    compact();
  }

  @Override
  void revertChild(Context context) {
    super.revertChild(context);
    compact();
  }

  @Override
  void commitChild(Context context) {
    super.commitChild(context);
    compact();
  }

  /** Moves into a block of half the capacity, if that is enough. */
  void compact() {
    long half = capacity / 2;
    if (used <= half && half >= least) {
      try {
        moveTo(half, used);
      } catch (AllocationFailedException e) {
        kept(e);
      }
    }
  }

  /** The block stays, since there is no smaller one. */
  void kept(AllocationFailedException failure) {}
}
