package org.lowtide.alloc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class HeapAllocatorTest extends AllocatorContractTest {

  @Override
  Allocator allocator() {
    return new HeapAllocator();
  }

  @Override
  long alignment() {
    return 1;
  }

  @Test
  void blockIsAnArrayOfItsOwn() {
    try (Block block = allocator().allocate(10)) {
      assertThat(block.segment().heapBase()).containsInstanceOf(byte[].class);
      assertThat(block.segment().address()).isZero();
    }
  }

  @Test
  void leavesTheLargestArrayToTheHeap() {
    try {
      allocator().allocate(HeapAllocator.MAX_BYTE_SIZE).close();
    } catch (AllocationFailedException e) {
      assertThat(e).hasMessage("cannot allocate 2147483639 bytes: the Java heap is full");
    }
  }

  @Test
  void saysThatAnArrayCannotBeAsLarge() {
    assertThatThrownBy(() -> allocator().allocate(Integer.MAX_VALUE - 7L))
        .isInstanceOf(AllocationFailedException.class)
        .hasMessage("cannot allocate 2147483640 bytes: an array has at most 2147483639");
  }
}
