package org.lowtide.alloc;

import java.util.Objects;

/** Opens the allocator {@code native}: a {@link NativeAllocator} with a limit. It takes nothing from its upstream. */
public final class NativeAllocatorProvider implements AllocatorProvider {

  /** Makes a provider; all of them are alike. */
  public NativeAllocatorProvider() {}

  @Override
  public String name() {
    return "native";
  }

  @Override
  public Pool open(Allocator upstream, long limitBytes) {
    Objects.requireNonNull(upstream, "upstream");
    return new DirectPool(new NativeAllocator(), limitBytes);
  }

  @Override
  public boolean refusesUseAfterClose() {
    return true;
  }
}
