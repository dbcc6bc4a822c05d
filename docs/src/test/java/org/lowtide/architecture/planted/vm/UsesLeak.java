package org.lowtide.architecture.planted.vm;

import org.lowtide.architecture.planted.leak.UsesMuch;

/** Depends upwards. */
public interface UsesLeak {
  /**
   * Depends upwards.
   *
   * @return nothing of interest
   */
  UsesMuch leak();
}
