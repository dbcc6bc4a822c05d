package org.lowtide.alloc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.ValueLayout;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What our own pools promise beyond what every allocator does; a subclass for each. */
abstract class PoolContractTest extends AllocatorContractTest {

  abstract AllocatorProvider provider();

  @Override
  final Allocator allocator() {
    return provider().open(new HeapAllocator(), Long.MAX_VALUE);
  }

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(AllocatorProvider.class)).extracting(AllocatorProvider::name)
        .containsExactlyInAnyOrder("heap", "native").contains(provider().name());
  }

  @Test
  void handsOutWhatTheLimitLeavesAndNoByteMore() {
    try (Pool pool = provider().open(new HeapAllocator(), 100)) {
      Block first = pool.allocate(60);
      Block second = pool.allocateZeroed(40);
      assertThatThrownBy(() -> pool.allocate(1)).hasMessage("cannot allocate 1 bytes: 100 of 100 are live")
          .isInstanceOfSatisfying(AllocationFailedException.class, e -> {
            assertThat(e.requestedBytes()).isEqualTo(1);
            assertThat(e.liveBytes()).isEqualTo(100);
            assertThat(e.limitBytes()).isEqualTo(100);
          });
      first.close();
      assertThatThrownBy(() -> pool.allocate(61)).isInstanceOf(AllocationFailedException.class);
      pool.allocate(60).close();
      second.close();
    }
  }

  @Test
  void anAllocationThatFailsIsNotCounted() {
    try (Pool pool = provider().open(new HeapAllocator(), 100)) {
      assertThatThrownBy(() -> pool.allocate(101)).isInstanceOf(AllocationFailedException.class);
      assertThatIllegalArgumentException().isThrownBy(() -> pool.allocate(0));
      pool.allocate(100).close();
    }
    try (Pool pool = provider().open(new HeapAllocator(), Long.MAX_VALUE)) {
      assertThatThrownBy(() -> pool.allocate(FAR_TOO_MANY)).isInstanceOf(AllocationFailedException.class);
      assertThatThrownBy(() -> pool.allocateZeroed(FAR_TOO_MANY)).isInstanceOf(AllocationFailedException.class);
    }
  }

  @Test
  void aCloseWithLiveBlocksIsRefusedAndChangesNothing() {
    Pool pool = provider().open(new HeapAllocator(), 100);
    Block block = pool.allocate(10);
    assertThatIllegalStateException().isThrownBy(pool::close)
        .withMessage("blocks must be closed before their pool, live were 1 (10 bytes)");
    block.segment().set(ValueLayout.JAVA_BYTE, 9, (byte) 1);
    pool.allocate(90).close();
    block.close();
    pool.close();
    pool.close();
    assertThatIllegalStateException().isThrownBy(() -> pool.allocate(1)).withMessage("the pool is closed");
    assertThatIllegalStateException().isThrownBy(() -> pool.allocateZeroed(1));
    assertThatIllegalArgumentException().as("a size is refused whatever the pool").isThrownBy(() -> pool.allocate(0));
  }

  @Test
  void aSecondCloseOfABlockMakesNoRoom() {
    try (Pool pool = provider().open(new HeapAllocator(), 100)) {
      Block first = pool.allocate(50);
      Block second = pool.allocate(50);
      first.close();
      assertThatIllegalStateException().isThrownBy(first::close);
      assertThatThrownBy(() -> pool.allocate(51)).isInstanceOf(AllocationFailedException.class);
      second.close();
    }
  }

  @Test
  void aPoolOfNoBytesHandsOutNone() {
    try (Pool pool = provider().open(new HeapAllocator(), 0)) {
      assertThatThrownBy(() -> pool.allocate(1)).isInstanceOf(AllocationFailedException.class);
    }
  }

  @Test
  void aNegativeLimitIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> provider().open(new HeapAllocator(), -1))
        .withMessage("limitBytes must be at least 0, was -1");
  }
}
