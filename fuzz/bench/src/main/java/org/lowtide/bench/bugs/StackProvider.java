package org.lowtide.bench.bugs;

import org.lowtide.alloc.Allocator;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryProvider;

/** Opens memories that are a {@link ContextStack} or a variant of it. */
record StackProvider(String name, Opening opening) implements MemoryProvider {

  /** The memory without a bug. */
  static final StackProvider CORRECT = new StackProvider("correct", ContextStack::new);

  @Override
  public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    Arguments.opening(allocator, initialCapacityBytes, limitBytes);
    ContextStack stack = opening.make(allocator, limitBytes);
    return new Handle(stack, stack.open(initialCapacityBytes));
  }

  @Override
  public String toString() {
    return name;
  }

  /** Makes a stack that holds nothing yet. */
  interface Opening {

    ContextStack make(Allocator allocator, long limitBytes);
  }
}
