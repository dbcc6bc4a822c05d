package org.lowtide.architecture.planted.vm;

import org.lowtide.architecture.planted.memory.LegacyMemory;

/** Names the old memory on the production path. */
public interface UsesOldMemory {
  /**
   * Names the old memory.
   *
   * @return nothing of interest
   */
  LegacyMemory old();
}
