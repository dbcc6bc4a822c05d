package org.lowtide.vm;

/** The old memory through the adapter. */
final class AdaptedMemoryTest extends FrameMemoryContractTest {

  @Override
  MemoryMode mode() {
    return MemoryMode.LEGACY;
  }
}
