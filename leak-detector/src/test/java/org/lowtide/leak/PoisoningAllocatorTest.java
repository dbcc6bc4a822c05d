package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.leak.junit.LeakCheck;

@LeakCheck
final class PoisoningAllocatorTest {

  private static final byte FRESH = 0x11;
  private static final byte FREED = 0x22;

  @Test
  void fillsFreshBlocks(Allocator allocator) {
    try (Block block = poisoning(allocator).allocate(1000)) {
      assertThat(bytes(block.segment())).containsOnly(FRESH).hasSize(1000);
    }
  }

  @Test
  void leavesZeroedBlocksZero(Allocator allocator) {
    try (Block block = poisoning(allocator).allocateZeroed(1000)) {
      assertThat(bytes(block.segment())).containsOnly(0).hasSize(1000);
    }
  }

  @Test
  void overwritesFreedBlocks(Allocator allocator) {
    MemorySegment fresh;
    MemorySegment zeroed;
    try (Block block = poisoning(allocator).allocate(9);
        Block zeroedBlock = poisoning(allocator).allocateZeroed(9)) {
      fresh = block.segment();
      zeroed = zeroedBlock.segment();
    }
    assertThat(bytes(fresh)).containsOnly(FREED);
    assertThat(bytes(zeroed)).containsOnly(FREED);
  }

  @Test
  @LeakCheck(nativeMemory = true)
  void poisonsOffHeap(Allocator allocator) {
    Block block = poisoning(allocator).allocate(64);
    MemorySegment segment = block.segment();
    assertThat(bytes(segment)).containsOnly(FRESH);
    block.close();
    assertThat(segment.scope().isAlive()).isFalse();
  }

  @Test
  void aSecondCloseWritesNothing() {
    byte[] recycled = new byte[4];
    RecordingAllocator delegate = new RecordingAllocator(new HeapAllocator());
    Block block = poisoning(delegate).allocate(4);
    block.close();
    delegate.segments.getFirst().fill((byte) 9);
    assertThatIllegalStateException().isThrownBy(block::close);
    MemorySegment.copy(delegate.segments.getFirst(), ValueLayout.JAVA_BYTE, 0, recycled, 0, 4);
    assertThat(recycled).containsOnly(9);
  }

  private static PoisoningAllocator poisoning(Allocator allocator) {
    return new PoisoningAllocator(allocator, FRESH, FREED);
  }

  private static byte[] bytes(MemorySegment segment) {
    return segment.toArray(ValueLayout.JAVA_BYTE);
  }
}
