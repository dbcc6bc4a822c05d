package org.lowtide.guide;

import org.lowtide.fuzz.junit.MemoryContractTest;
import org.lowtide.memory.MemoryProvider;

final class PlainMemoryTest extends MemoryContractTest {

  @Override
  protected MemoryProvider provider() {
    return new PlainMemoryProvider();
  }
}
