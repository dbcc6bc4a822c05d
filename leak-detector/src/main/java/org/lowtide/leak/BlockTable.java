package org.lowtide.leak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The live blocks: a dense table in chunks, in which each block knows its index. Guarded by the lock of {@link
 * LiveBlocks}.
 *
 * <p>A block that is taken out leaves its place to the last one. So an addition and a removal each write to one slot and
 * to no other block but the youngest, however many there are; a list that is linked through the blocks would write to two
 * of them, which in a large heap are far away and old. The order is of no meaning: who needs that of allocation sorts by
 * ordinal.
 */
final class BlockTable {

  /** The index of a block that is not in the table. */
  static final int NONE = -1;

  private static final int CHUNK_BITS = 10;
  private static final int CHUNK_SLOTS = 1 << CHUNK_BITS;

  /** The first chunk begins small, for the many trackers that never have more than a few blocks. */
  private static final int FIRST_SLOTS = 16;

  private final List<@Nullable TrackedBlock[]> chunks = new ArrayList<>(1);
  private int size;

  void add(TrackedBlock block) {
    int chunk = size >> CHUNK_BITS;
    if (chunk == chunks.size()) {
      chunks.add(new TrackedBlock[chunk == 0 ? FIRST_SLOTS : CHUNK_SLOTS]);
    } else if (size == chunks.get(chunk).length) {
      chunks.set(0, Arrays.copyOf(chunks.get(0), size * 2));
    }
    put(size, block);
    size = Math.incrementExact(size);
  }

  /** Takes a block out, and says whether it was in the table. */
  boolean remove(TrackedBlock block) {
    int index = block.index;
    if (index == NONE) {
      return false;
    }
    size--;
    @Nullable TrackedBlock[] lastChunk = chunks.get(size >> CHUNK_BITS);
    TrackedBlock last = lastChunk[size & (CHUNK_SLOTS - 1)];
    if (last != null && last != block) {
      put(index, last);
    }
    lastChunk[size & (CHUNK_SLOTS - 1)] = null;
    block.index = NONE;
    // One chunk is kept in reserve, so that a program at the edge of a chunk does not make one for each block.
    if (chunks.size() - 2 > size >> CHUNK_BITS) {
      chunks.removeLast();
    }
    return true;
  }

  private void put(int index, TrackedBlock block) {
    chunks.get(index >> CHUNK_BITS)[index & (CHUNK_SLOTS - 1)] = block;
    block.index = index;
  }

  void forEach(Consumer<TrackedBlock> action) {
    for (int i = 0; i < size; i++) {
      TrackedBlock block = chunks.get(i >> CHUNK_BITS)[i & (CHUNK_SLOTS - 1)];
      if (block != null) {
        action.accept(block);
      }
    }
  }
}
