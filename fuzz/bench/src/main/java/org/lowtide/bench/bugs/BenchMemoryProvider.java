package org.lowtide.bench.bugs;

import org.lowtide.alloc.Allocator;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryProvider;

/**
 * Opens the memory that the system property {@link Bugs#PROPERTY} names, under its id; the correct one, as {@code
 * correct}, where the property is not set or names a bug of an allocator. It is read once, when the provider is made.
 */
public final class BenchMemoryProvider implements MemoryProvider {

  private final MemoryProvider chosen;

  /**
   * Reads the property.
   *
   * @throws IllegalArgumentException where it names no bug
   */
  public BenchMemoryProvider() {
    Bug bug = Bugs.chosen();
    this.chosen =
        bug != null && bug.subject().provider() instanceof MemoryProvider memory ? memory : StackProvider.CORRECT;
  }

  @Override
  public String name() {
    return chosen.name();
  }

  @Override
  public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    return chosen.open(allocator, initialCapacityBytes, limitBytes);
  }
}
