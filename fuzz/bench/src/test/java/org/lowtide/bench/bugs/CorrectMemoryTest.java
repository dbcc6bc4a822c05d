package org.lowtide.bench.bugs;

import org.lowtide.fuzz.junit.MemoryContractTest;
import org.lowtide.memory.MemoryProvider;

/** The memory that bugs are planted in keeps the contract: what is found in a variant is the variant's. */
final class CorrectMemoryTest extends MemoryContractTest {

  @Override
  protected MemoryProvider provider() {
    return StackProvider.CORRECT;
  }
}
