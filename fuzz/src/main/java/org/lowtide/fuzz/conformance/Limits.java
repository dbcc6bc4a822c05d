package org.lowtide.fuzz.conformance;

import org.lowtide.alloc.Allocator;
import org.lowtide.leak.FailingAllocator;
import org.lowtide.vm.Vm;

/**
 * What a case leaves to the machine.
 *
 * @param memoryBytes the most bytes of memory of all frames together
 * @param failAllocation which allocation fails, counted from 1, and no other; 0 where none does
 */
record Limits(long memoryBytes, long failAllocation) {

  /** What the machine has unless it is told otherwise. */
  static final Limits NONE = new Limits(Vm.DEFAULT_MEMORY_LIMIT_BYTES, 0);

  /** The blocks of an allocator, as far as they are left. */
  Allocator on(Allocator blocks) {
    return failAllocation == 0 ? blocks : FailingAllocator.failOnce(blocks, failAllocation);
  }
}
