package org.lowtide.alloc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link Allocator#allocateCopy} does for an allocator that leaves it alone. */
class AllocateCopyTest {

  /** What an allocator gave that has only the one method that it must. */
  private final List<Block> given = new ArrayList<>();

  private final Allocator allocator = byteSize -> {
    Block block = new HeapAllocator().allocate(byteSize);
    block.segment().fill((byte) 0x77);
    given.add(block);
    return block;
  };

  @Test
  void isOneZeroedAllocationOfTheAllocatorsOwn() {
    try (Block block = allocator.allocateCopy(MemorySegment.ofArray(new byte[] {1, 2}), 4)) {
      assertThat(given).containsExactly(block);
      assertThat((byte[]) block.segment().heapBase().orElseThrow()).containsExactly(1, 2, 0, 0);
    }
  }

  @Test
  void givesTheBlockBackWhereTheSourceCannotBeRead() {
    Arena arena = Arena.ofConfined();
    MemorySegment source = arena.allocate(8);
    arena.close();
    assertThatIllegalStateException().isThrownBy(() -> allocator.allocateCopy(source, 8));
    assertThatIllegalStateException().isThrownBy(() -> given.getFirst().close())
        .withMessageContaining("closed already");
  }
}
