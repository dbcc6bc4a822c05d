package org.lowtide.alloc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NativePoolTest extends PoolContractTest {

  @Override
  AllocatorProvider provider() {
    return new NativeAllocatorProvider();
  }

  @Override
  long alignment() {
    return 16;
  }

  @Test
  void handsOutBlocksOfAnySizeAndRefusesUseAfterClose() {
    assertThat(provider().largestBlockBytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(provider().refusesUseAfterClose()).isTrue();
  }
}
