package org.lowtide.fuzz.planted;

import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.memory.Memory;

/** Leaks 16 bytes on every third revert. */
final class LeakingRevert extends DelegatingMemory {

  private final Allocator allocator;
  private final int[] reverts;

  LeakingRevert(Memory inner, Allocator allocator, int[] reverts) {
    super(inner);
    this.allocator = allocator;
    this.reverts = reverts;
  }

  @Override
  Memory child(Memory opened) {
    return new LeakingRevert(opened, allocator, reverts);
  }

  @Override
  public void revertChild() {
    inner.revertChild();
    if (++reverts[0] % 3 == 0) {
      leak();
    }
  }

  private void leak() {
    try {
      allocator.allocate(16);
    } catch (AllocationFailedException e) {
      reverts[0]--; // leaks on the next one instead
    }
  }
}
