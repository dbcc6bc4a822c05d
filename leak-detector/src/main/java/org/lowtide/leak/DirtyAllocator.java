package org.lowtide.leak;

import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/**
 * An allocator whose blocks are dirty as a {@link Dirt} says, and which notes the last allocation that is. Thread-safe;
 * ordinals follow the order in which allocations return.
 */
final class DirtyAllocator implements Allocator {

  private final Allocator delegate;
  private final Dirt dirt;
  private long blocks;
  private long lastDirtyBytes;
  private @Nullable Place lastDirtyPlace;

  DirtyAllocator(Allocator delegate, Dirt dirt) {
    this.delegate = delegate;
    this.dirt = dirt;
  }

  @Override
  public Block allocate(long byteSize) {
    Sizes.checkByteSize(byteSize);
    Block block = delegate.allocate(byteSize);
    long ordinal = note(byteSize);
    dirt.fillFresh(block.segment(), ordinal);
    return dirtyAtClose(block, ordinal);
  }

  @Override
  public Block allocateZeroed(long byteSize) {
    Sizes.checkByteSize(byteSize);
    Block block = delegate.allocateZeroed(byteSize);
    return dirtyAtClose(block, note(byteSize));
  }

  private Block dirtyAtClose(Block block, long ordinal) {
    return new PoisonedBlock(block, segment -> dirt.fillClosed(segment, ordinal));
  }

  private synchronized long note(long byteSize) {
    blocks++;
    if (blocks == dirt.ordinal()) {
      lastDirtyBytes = byteSize;
      lastDirtyPlace = new Place("allocated here");
    }
    return blocks;
  }

  synchronized long blocks() {
    return blocks;
  }

  /** The size of the last allocation that is dirty; 0 where it was not made. */
  synchronized long lastDirtyBytes() {
    return lastDirtyBytes;
  }

  /** Where the last allocation that is dirty was made; null where it was not. */
  synchronized @Nullable Place lastDirtyPlace() {
    return lastDirtyPlace;
  }
}
