package org.lowtide.vm;

/** The arena, without anything between. */
final class ArenaFrameMemoryTest extends FrameMemoryContractTest {

  @Override
  MemoryMode mode() {
    return MemoryMode.ARENA;
  }
}
