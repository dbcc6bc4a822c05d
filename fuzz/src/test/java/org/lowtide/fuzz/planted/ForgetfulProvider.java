package org.lowtide.fuzz.planted;

import org.lowtide.alloc.Allocator;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryProvider;

/** {@link PlantedMemory#COMMIT_FORGETS_SIZE} in the form that a service loader makes. */
public final class ForgetfulProvider implements MemoryProvider {

  /** Makes a provider. */
  public ForgetfulProvider() {}

  @Override
  public String name() {
    return "forgetful";
  }

  @Override
  public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    return PlantedMemory.COMMIT_FORGETS_SIZE.open(allocator, initialCapacityBytes, limitBytes);
  }
}
