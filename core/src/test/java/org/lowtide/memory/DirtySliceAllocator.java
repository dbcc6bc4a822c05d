package org.lowtide.memory;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/** Hands out dirty slices out of the middle of larger arrays, and checks on close what lies around them. */
final class DirtySliceAllocator implements Allocator {

  private static final int ZONE = 40;
  private static final byte GUARD = (byte) 0xA5;
  private static final byte DIRT = (byte) 0xCB;
  private static final byte FREED = (byte) 0xDD;

  @Override
  public Block allocate(long byteSize) {
    Guarded block = new Guarded(Math.toIntExact(byteSize));
    block.segment().fill(DIRT);
    return block;
  }

  @Override
  public Block allocateZeroed(long byteSize) {
    return new Guarded(Math.toIntExact(byteSize));
  }

  private static final class Guarded implements Block {

    private final byte[] array;
    private final MemorySegment segment;

    Guarded(int byteSize) {
      array = new byte[ZONE + byteSize + ZONE];
      Arrays.fill(array, 0, ZONE, GUARD);
      Arrays.fill(array, ZONE + byteSize, array.length, GUARD);
      segment = MemorySegment.ofArray(array).asSlice(ZONE, byteSize);
    }

    @Override
    public MemorySegment segment() {
      return segment;
    }

    @Override
    public long byteSize() {
      return segment.byteSize();
    }

    @Override
    public void close() {
      for (int i = 0; i < ZONE; i++) {
        if (array[i] != GUARD || array[array.length - 1 - i] != GUARD) {
          throw new AssertionError("a byte outside the block was written, " + (ZONE - i) + " from its edge");
        }
      }
      segment.fill(FREED);
    }
  }
}
