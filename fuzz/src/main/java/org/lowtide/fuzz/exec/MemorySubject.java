package org.lowtide.fuzz.exec;

import org.lowtide.fuzz.op.Target;
import org.lowtide.memory.MemoryProvider;

/** A memory under test. */
record MemorySubject(String name, MemoryProvider provider) implements Subject {

  @Override
  public Target target() {
    return Target.MEMORY;
  }
}
