package org.lowtide.bench.bugs;

import org.lowtide.fuzz.junit.MemoryContractTest;
import org.lowtide.memory.MemoryProvider;

/** The memory that gives back half of its block, which bugs are planted in, keeps the contract. */
final class CompactingStackTest extends MemoryContractTest {

  @Override
  protected MemoryProvider provider() {
    return new StackProvider("compacting", CompactingStack::new);
  }

  /** Fewer than usual: what it shares with the one that all other bugs are planted in has had its programs there. */
  @Override
  protected int randomPrograms() {
    return 500;
  }
}
