package org.lowtide.bench.bugs;

import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.alloc.Pool;

/**
 * Opens the pool that the system property {@link Bugs#PROPERTY} names, under its id; the correct one, as {@code
 * correct}, where the property is not set or names a bug of a memory. It is read once, when the provider is made.
 */
public final class BenchAllocatorProvider implements AllocatorProvider {

  private final AllocatorProvider chosen;

  /**
   * Reads the property.
   *
   * @throws IllegalArgumentException where it names no bug
   */
  public BenchAllocatorProvider() {
    Bug bug = Bugs.chosen();
    this.chosen =
        bug != null && bug.subject().provider() instanceof AllocatorProvider pool ? pool : PoolProvider.CORRECT;
  }

  @Override
  public String name() {
    return chosen.name();
  }

  @Override
  public Pool open(Allocator upstream, long limitBytes) {
    return chosen.open(upstream, limitBytes);
  }

  @Override
  public long largestBlockBytes() {
    return chosen.largestBlockBytes();
  }

  @Override
  public boolean refusesUseAfterClose() {
    return chosen.refusesUseAfterClose();
  }
}
