package org.lowtide.vm;

import org.lowtide.memory.FrameMemory;
import org.lowtide.memory.Memory;

/** The adapter through which the machine uses any {@link Memory}, for benchmarks, which live elsewhere. */
public final class AdaptedMemory {

  private AdaptedMemory() {}

  /**
   * Makes a memory of a machine of a root.
   *
   * @param root closed with the result
   * @return the adapter
   */
  public static FrameMemory of(Memory root) {
    return new MemoryAdapter(root);
  }
}
