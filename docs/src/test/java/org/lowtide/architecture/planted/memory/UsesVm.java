package org.lowtide.architecture.planted.memory;

import org.lowtide.architecture.planted.vm.UsesLeak;

/** Depends upwards. */
public interface UsesVm {
  /**
   * Depends upwards.
   *
   * @return nothing of interest
   */
  UsesLeak leak();
}
