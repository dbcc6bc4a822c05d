package org.lowtide.leak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;

/**
 * The live blocks of one {@link TrackingAllocator} in order of allocation, and the sums over them.
 *
 * <p>One lock, this object's monitor, is held for every change of the list and the sums together, and for every read: so
 * each figure is exact, and the peak is the largest value that the live bytes ever had. The lock is never held while a
 * delegate is called. The list is doubly linked through the blocks themselves, so that each change costs the same
 * however many blocks are live.
 */
final class LiveBlocks {

  static final long UNLIMITED = Long.MAX_VALUE;

  private static final long[] NO_ORDINALS = {};

  private final long limitBytes;
  private final long[] tracedOrdinals;
  private @Nullable TrackedBlock first;
  private @Nullable TrackedBlock last;
  private long reservedBytes;
  private long liveBytes;
  private long liveBlocks;
  private long peakBytes;
  private long totalBytes;
  private long totalBlocks;
  private long failedAllocations;
  private long wrongFrees;

  /**
   * Makes an empty list.
   *
   * @param limitBytes the most live bytes, or {@link #UNLIMITED}
   * @param tracedOrdinals the allocations whose stacks are recorded in any case, ascending; or null
   */
  LiveBlocks(long limitBytes, long @Nullable [] tracedOrdinals) {
    this.limitBytes = limitBytes;
    this.tracedOrdinals = tracedOrdinals == null ? NO_ORDINALS : tracedOrdinals;
  }

  /** Sets bytes aside for an allocation under way, so that those of two threads cannot pass the limit together. */
  void reserve(long byteSize) {
    if (limitBytes == UNLIMITED) {
      return;
    }
    synchronized (this) {
      if (byteSize > limitBytes - liveBytes - reservedBytes) {
        failedAllocations++;
        throw new AllocationFailedException(
            "byteSize must be at most limitBytes (" + limitBytes + ") less the live bytes (" + liveBytes + "), was "
                + byteSize,
            byteSize,
            liveBytes,
            limitBytes);
      }
      reservedBytes += byteSize;
    }
  }

  /** Takes note that an allocation, reserved before, failed. */
  synchronized void failed(long byteSize) {
    failedAllocations++;
    unreserve(byteSize);
  }

  /** Adds a fresh block, whose bytes were reserved before, as the last. */
  synchronized void add(TrackedBlock block) {
    long ordinal = totalBlocks + 1;
    if (tracedOrdinals.length > 0 && Arrays.binarySearch(tracedOrdinals, ordinal) >= 0 && block.trace == null) {
      block.trace = new BlockTrace();
    }
    unreserve(block.byteSize);
    block.ordinal = ordinal;
    totalBlocks = ordinal;
    totalBytes += block.byteSize;
    linkAfter(last, block);
  }

  /**
   * Takes a block out.
   *
   * @param place where it is closed, or null where places are not recorded
   * @param countWrong whether a block that is not live is a wrong free
   * @return whether the block was live
   */
  synchronized boolean remove(TrackedBlock block, @Nullable Place place, boolean countWrong) {
    TrackedBlock previous = block.previous;
    TrackedBlock next = block.next;
    if (previous == block) {
      if (countWrong) {
        wrongFrees++;
      }
      return false;
    }
    if (previous == null) {
      first = next;
    } else {
      previous.next = next;
    }
    if (next == null) {
      last = previous;
    } else {
      next.previous = previous;
    }
    block.previous = block;
    block.next = null;
    if (block.trace != null) {
      block.trace.closed = place;
    }
    liveBytes -= block.byteSize;
    liveBlocks--;
    return true;
  }

  /** Puts a block that its delegate refused to close back to its place in the order of allocation. */
  synchronized void putBack(TrackedBlock block) {
    if (block.trace != null) {
      block.trace.closed = null;
    }
    TrackedBlock before = last;
    while (before != null && before.ordinal > block.ordinal) {
      before = before.previous;
    }
    linkAfter(before, block);
  }

  synchronized long[] ordinals() {
    long[] ordinals = new long[Math.toIntExact(liveBlocks)];
    int i = 0;
    for (TrackedBlock block = first; block != null; block = block.next) {
      ordinals[i++] = block.ordinal;
    }
    return ordinals;
  }

  synchronized List<TrackedBlock> blocks() {
    List<TrackedBlock> blocks = new ArrayList<>(Math.toIntExact(liveBlocks));
    for (TrackedBlock block = first; block != null; block = block.next) {
      blocks.add(block);
    }
    return blocks;
  }

  synchronized long liveBytes() {
    return liveBytes;
  }

  synchronized long liveBlockCount() {
    return liveBlocks;
  }

  synchronized long peakBytes() {
    return peakBytes;
  }

  synchronized long totalBytes() {
    return totalBytes;
  }

  synchronized long totalBlocks() {
    return totalBlocks;
  }

  synchronized long failedAllocations() {
    return failedAllocations;
  }

  synchronized long wrongFrees() {
    return wrongFrees;
  }

  private void unreserve(long byteSize) {
    if (limitBytes != UNLIMITED) {
      reservedBytes -= byteSize;
    }
  }

  private void linkAfter(@Nullable TrackedBlock before, TrackedBlock block) {
    TrackedBlock after = before == null ? first : before.next;
    block.previous = before;
    block.next = after;
    if (before == null) {
      first = block;
    } else {
      before.next = block;
    }
    if (after == null) {
      last = block;
    } else {
      after.previous = block;
    }
    liveBytes += block.byteSize;
    liveBlocks++;
    peakBytes = Math.max(peakBytes, liveBytes);
  }
}
