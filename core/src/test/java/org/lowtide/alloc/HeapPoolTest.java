package org.lowtide.alloc;

final class HeapPoolTest extends PoolContractTest {

  @Override
  AllocatorProvider provider() {
    return new HeapAllocatorProvider();
  }

  @Override
  long alignment() {
    return 1;
  }
}
