package org.lowtide.vm;

/** Both in lockstep. */
final class LockstepMemoryTest extends FrameMemoryContractTest {

  @Override
  MemoryMode mode() {
    return MemoryMode.SHADOW;
  }
}
