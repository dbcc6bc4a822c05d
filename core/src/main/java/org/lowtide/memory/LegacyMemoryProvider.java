package org.lowtide.memory;

import java.util.Objects;
import org.lowtide.alloc.Allocator;

/** Opens the memory {@code legacy}: a {@link LegacyMemory} whose root is finalised. */
public final class LegacyMemoryProvider implements MemoryProvider {

  /** Makes a provider; all of them are alike. */
  public LegacyMemoryProvider() {}

  @Override
  public String name() {
    return "legacy";
  }

  @Override
  public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    Objects.requireNonNull(allocator, "allocator");
    Operands.opening(initialCapacityBytes, limitBytes);
    LegacyMemory root = LegacyMemory.init(allocator, initialCapacityBytes, limitBytes);
    root.finalizeRoot();
    return root;
  }
}
