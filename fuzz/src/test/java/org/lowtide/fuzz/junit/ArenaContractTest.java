package org.lowtide.fuzz.junit;

import org.lowtide.memory.ArenaMemoryProvider;
import org.lowtide.memory.MemoryProvider;

/** The arena keeps the contract that users of the toolkit inherit. */
final class ArenaContractTest extends MemoryContractTest {

  @Override
  protected MemoryProvider provider() {
    return new ArenaMemoryProvider();
  }
}
