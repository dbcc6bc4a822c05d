package org.lowtide.alloc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

final class NativeAllocatorTest extends AllocatorContractTest {

  @Override
  Allocator allocator() {
    return new NativeAllocator();
  }

  @Override
  long alignment() {
    return 16;
  }

  @Test
  void segmentOfClosedBlockIsDead() {
    Block block = allocator().allocate(10);
    MemorySegment segment = block.segment();
    assertThat(segment.isNative()).isTrue();
    block.close();
    assertThat(segment.scope().isAlive()).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> segment.fill((byte) 1));
  }
}
