package org.lowtide.fuzz.conformance;

import org.lowtide.fuzz.bytecode.Failure;
import org.lowtide.vm.Vm;

/**
 * What a case leaves to the machine.
 *
 * @param memoryBytes the most bytes of memory of all frames together
 * @param failure which allocations fail
 */
record Limits(long memoryBytes, Failure failure) {

  /** What the machine has unless it is told otherwise. */
  static final Limits NONE = new Limits(Vm.DEFAULT_MEMORY_LIMIT_BYTES, Failure.NONE);
}
