package org.lowtide.architecture.planted.alloc;

import org.lowtide.architecture.planted.memory.UsesVm;

/** Depends upwards. */
public interface UsesMemory {
  /**
   * Depends upwards.
   *
   * @return nothing of interest
   */
  UsesVm vm();
}
