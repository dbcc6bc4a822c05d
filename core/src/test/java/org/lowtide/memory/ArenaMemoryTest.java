package org.lowtide.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.lowtide.memory.Fixture.assertKind;
import static org.lowtide.memory.Fixture.bytes;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
  void blockStaysWhereWhatIsRequiredFitsExactly() {
    try (ArenaMemory arena = ArenaMemory.open(allocator, 100, LIMIT)) {
      arena.resize(0, 100);
      assertThat(allocator.allocations()).isEqualTo(1);
      assertThat(arena.sharedCapacity(0)).isEqualTo(100);
    }
  }

  @Test
  void showsWhereItIs() {
    try (ArenaMemory arena = ArenaMemory.open(allocator, 100, 500)) {
      arena.resize(0, 30);
      arena.newChild(0);
      assertThat(arena).hasToString("ArenaMemory[depth=1, sharedSize=30, sharedCapacity=100, limit=500]");
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
      asked.clear();
      assertKind(Kind.OUT_OF_MEMORY, () -> ArenaMemory.open(small, 5001, LIMIT));
      assertThat(asked).as("what is required is asked for once").containsExactly(5001L);
    }
    assertThat(allocator.liveBlocks()).isZero();
  }

  /** The heap may be full at the worst moment: when the new block is there and the old one still in use. */
  @Test
  void errorInTheMiddleOfAGrowthLeaksNothingAndChangesNothing() {
    AtomicBoolean full = new AtomicBoolean();
    Allocator fragile = new Allocator() {
      @Override
      public Block allocate(long byteSize) {
        return new FragileBlock(allocator.allocate(byteSize), full);
      }

      @Override
      public Block allocateZeroed(long byteSize) {
        return new FragileBlock(allocator.allocateZeroed(byteSize), full);
      }
    };
    try (ArenaMemory arena = ArenaMemory.open(fragile, 0, LIMIT)) {
      arena.setData(0, 0, bytes(1, 40));
      full.set(true);
      assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> arena.setData(0, 30, bytes(1, 5000)));
      full.set(false);
      assertThat(allocator.liveBlocks()).isEqualTo(1);
      assertThat(arena.snapshot(0)).isEqualTo(bytes(1, 40));
      arena.setData(0, 30, bytes(1, 5000));
      assertThat(arena.size(0)).isEqualTo(5030);
    }
    assertThat(allocator.liveBlocks()).isZero();
  }

  private record FragileBlock(Block block, AtomicBoolean full) implements Block {

    @Override
    public MemorySegment segment() {
      if (full.get()) {
        throw new OutOfMemoryError("planned");
      }
      return block.segment();
    }

    @Override
    public long byteSize() {
      return block.byteSize();
    }

    @Override
    public void close() {
      block.close();
    }
  }
}
