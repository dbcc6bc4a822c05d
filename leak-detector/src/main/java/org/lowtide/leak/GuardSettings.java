package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;

/**
 * How a {@link GuardingAllocator} guards each of its blocks.
 *
 * @param frontBytes the redzone before the bytes of the user
 * @param backBytes the redzone behind them
 * @param redzone what both are filled with
 * @param freshPoison what a fresh block is filled with
 * @param freed what a block is filled with when it is closed
 * @param sites the stacks that allocated and closed blocks, each once; null where they are not recorded
 */
record GuardSettings(long frontBytes, long backBytes, Tile redzone, byte freshPoison, Tile freed,
    @Nullable SiteTable sites) {

  /** The bytes to ask the delegate for. */
  long withRedzones(long byteSize) {
    long redzones = frontBytes + backBytes;
    if (byteSize > Long.MAX_VALUE - redzones) {
      throw new AllocationFailedException(
          "cannot allocate " + byteSize + " bytes: with " + redzones + " bytes of redzones they are above 2^63 - 1",
          byteSize,
          AllocationFailedException.UNKNOWN,
          AllocationFailedException.UNKNOWN);
    }
    return byteSize + redzones;
  }

  /** The user's part of a block of the delegate; without redzones the delegate's own segment. */
  MemorySegment inner(MemorySegment whole) {
    if (frontBytes == 0 && backBytes == 0) {
      return whole;
    }
    return whole.asSlice(frontBytes, whole.byteSize() - frontBytes - backBytes);
  }

  MemorySegment front(MemorySegment whole) {
    return whole.asSlice(0, frontBytes);
  }

  MemorySegment back(MemorySegment whole) {
    return whole.asSlice(whole.byteSize() - backBytes, backBytes);
  }

  /** The caller's stack, where stacks are recorded. */
  @Nullable Site here() {
    return sites == null ? null : sites.here();
  }
}
