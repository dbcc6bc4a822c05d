package org.lowtide.fuzz.exec;

import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.fuzz.op.Target;

/** An allocator under test. */
record AllocatorSubject(String name, AllocatorProvider provider) implements Subject {

  @Override
  public Target target() {
    return Target.ALLOCATOR;
  }
}
