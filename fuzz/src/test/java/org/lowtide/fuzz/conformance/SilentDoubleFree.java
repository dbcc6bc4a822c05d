package org.lowtide.fuzz.conformance;

import java.lang.foreign.MemorySegment;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.memory.MemoryV2;

/** Opens memories that give each block back twice and swallow what is thrown at the second time. */
final class SilentDoubleFree implements MemoryProvider {

  @Override
  public String name() {
    return "silent-double-free";
  }

  @Override
  public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    return MemoryV2.open(new Twice(allocator), initialCapacityBytes, limitBytes);
  }

  private record Twice(Allocator upstream) implements Allocator {

    @Override
    public Block allocate(long byteSize) {
      return new Closing(upstream.allocate(byteSize));
    }

    @Override
    public Block allocateZeroed(long byteSize) {
      return new Closing(upstream.allocateZeroed(byteSize));
    }
  }

  private record Closing(Block under) implements Block {

    @Override
    public MemorySegment segment() {
      return under.segment();
    }

    @Override
    public long byteSize() {
      return under.byteSize();
    }

    @Override
    public void close() {
      under.close();
      try {
        under.close();
      } catch (IllegalStateException expected) {
        // Nobody is told.
      }
    }
  }
}
