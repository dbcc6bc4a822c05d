package org.lowtide.fuzz.planted;

import org.lowtide.memory.Memory;

/** A handle without a fault. */
final class PlainChild extends DelegatingMemory {

  PlainChild(Memory inner) {
    super(inner);
  }

  @Override
  Memory child(Memory opened) {
    return new PlainChild(opened);
  }
}
