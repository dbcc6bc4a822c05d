package org.lowtide.leak;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Blocks in order of allocation: a list that is doubly linked through the blocks themselves, so that each change costs
 * the same however many there are, and no memory beyond two references a block. Guarded by the lock of {@link
 * LiveBlocks}.
 *
 * <p>A block that is not in the list is its own predecessor, so that being live needs no field of its own.
 */
final class BlockList {

  private @Nullable TrackedBlock first;
  private @Nullable TrackedBlock last;

  void addLast(TrackedBlock block) {
    linkAfter(last, block);
  }

  /** Puts a block that was taken out back to its place in the order. */
  void putBack(TrackedBlock block) {
    TrackedBlock before = last;
    while (before != null && before.ordinal > block.ordinal) {
      before = before.previous;
    }
    linkAfter(before, block);
  }

  /** Takes a block out, and says whether it was in the list. */
  boolean remove(TrackedBlock block) {
    TrackedBlock previous = block.previous;
    TrackedBlock next = block.next;
    if (previous == block) {
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
    return true;
  }

  void forEach(Consumer<TrackedBlock> action) {
    for (TrackedBlock block = first; block != null; block = block.next) {
      action.accept(block);
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
  }
}
