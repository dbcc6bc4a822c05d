package org.lowtide.alloc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HeapPoolTest extends PoolContractTest {

  @Override
  AllocatorProvider provider() {
    return new HeapAllocatorProvider();
  }

  @Override
  long alignment() {
    return 1;
  }

  @Test
  void handsOutWhatAnArrayHoldsAndDoesNotRefuseUseAfterClose() {
    assertThat(provider().largestBlockBytes()).isEqualTo(2_147_483_639);
    assertThat(provider().refusesUseAfterClose()).isFalse();
  }
}
