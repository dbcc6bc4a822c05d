package org.lowtide.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lowtide.memory.Fixture.assertKind;
import static org.lowtide.memory.Fixture.bytes;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.memory.MemoryException.Kind;

/** What {@link ArenaMemory} adds to the contract of its handles: depths, and how its block grows. */
final class ArenaMemoryTest {

  private static final long LIMIT = 1 << 20;

  private final CountingAllocator allocator = new CountingAllocator(new HeapAllocator());

  @Test
  void contextsAreNamedByDepth() {
    ArenaMemory arena = ArenaMemory.open(allocator, 0, LIMIT);
    assertThat(arena.depth()).isZero();
    arena.setData(0, 0, bytes(1, 3));
    arena.newChild(0);
    arena.setData(1, 0, bytes(4, 3));
    assertThat(arena.depth()).isEqualTo(1);
    assertThat(arena.snapshot(0)).containsExactly(1, 2, 3);
    assertThat(arena.toHex(1)).isEqualTo("040506");
    assertKind(Kind.CHILD_ACTIVE, () -> arena.setByte(0, 0, (byte) 1));
    assertKind(Kind.CONTEXT_CLOSED, () -> arena.size(2));
    assertKind(Kind.CONTEXT_CLOSED, () -> arena.size(-1));
    arena.commitChild(0);
    assertThat(arena.size(0)).isEqualTo(6);
    arena.close();
    assertThat(arena.depth()).isEqualTo(-1);
    assertKind(Kind.CONTEXT_CLOSED, () -> arena.size(0));
    assertThat(allocator.liveBlocks()).isZero();
  }

  @Test
  void blockDoublesAndStopsAtTheLimit() {
    try (ArenaMemory arena = ArenaMemory.open(allocator, 0, 5000)) {
      List<Long> capacities = new ArrayList<>();
      for (int size = 1; size <= 5000; size++) {
        arena.resize(0, size);
        if (capacities.isEmpty() || capacities.getLast() != arena.sharedCapacity(0)) {
          capacities.add(arena.sharedCapacity(0));
        }
      }
      assertThat(capacities).containsExactly(1024L, 2048L, 4096L, 5000L);
    }
  }

  @Test
  void blockGrowsToWhatIsRequiredWhereTwiceItsSizeCannotBeHad() {
    List<Long> asked = new ArrayList<>();
    Allocator small = new Allocator() {
      @Override
      public Block allocate(long byteSize) {
        asked.add(byteSize);
        if (byteSize > 5000) {
          throw new AllocationFailedException("too much");
        }
        return allocator.allocate(byteSize);
      }
    };
    try (ArenaMemory arena = ArenaMemory.open(small, 3000, LIMIT)) {
      arena.resize(0, 4000);
      assertThat(asked).containsExactly(3000L, 6000L, 4000L);
      assertThat(arena.sharedCapacity(0)).isEqualTo(4000);
      assertKind(Kind.OUT_OF_MEMORY, () -> arena.resize(0, 5001));
      assertThat(arena.size(0)).isEqualTo(4000);
    }
    assertThat(allocator.liveBlocks()).isZero();
  }
}
