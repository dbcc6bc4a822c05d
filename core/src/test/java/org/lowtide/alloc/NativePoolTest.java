package org.lowtide.alloc;

final class NativePoolTest extends PoolContractTest {

  @Override
  AllocatorProvider provider() {
    return new NativeAllocatorProvider();
  }

  @Override
  long alignment() {
    return 16;
  }
}
