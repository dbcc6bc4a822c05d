package org.lowtide.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.lowtide.alloc.Allocator;

/** All rules of {@link Memory}, by subject; a subclass for each memory and allocator. */
abstract class MemoryContractTest
    implements ContextRules, SizeRules, ReadWriteRules, RefusalRules, HostileOperandRules, AllocationRules {

  private final CountingAllocator allocator = new CountingAllocator(innerAllocator());
  private final List<Memory> opened = new ArrayList<>();

  private Memory root;

  abstract Allocator innerAllocator();

  abstract MemoryProvider provider();

  @BeforeEach
  final void openRoot() {
    root = open(0, LIMIT);
  }

  @AfterEach
  final void nothingStaysLive() {
    opened.forEach(Memory::close);
    assertThat(allocator.liveBytes()).isZero();
    assertThat(allocator.liveBlocks()).isZero();
  }

  @Override
  public final CountingAllocator allocator() {
    return allocator;
  }

  @Override
  public final Memory open(long initialCapacityBytes, long limitBytes) {
    Memory memory = provider().open(allocator, initialCapacityBytes, limitBytes);
    opened.add(memory);
    return memory;
  }

  @Override
  public final Memory root() {
    return root;
  }
}
