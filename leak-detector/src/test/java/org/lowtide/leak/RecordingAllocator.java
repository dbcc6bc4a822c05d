package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/** A delegate that notes what was asked of it, gives dirty blocks, and fails or refuses a close on demand. */
final class RecordingAllocator implements Allocator {

  static final byte DIRT = 0x5d;

  final List<String> calls = new ArrayList<>();
  final List<MemorySegment> segments = new ArrayList<>();
  boolean failing;
  boolean refusingClose;

  private final Allocator delegate;

  RecordingAllocator(Allocator delegate) {
    this.delegate = delegate;
  }

  @Override
  public Block allocate(long byteSize) {
    Block block = note("allocate", byteSize, delegate.allocate(byteSize));
    block.segment().fill(DIRT);
    return block;
  }

  @Override
  public Block allocateZeroed(long byteSize) {
    return note("allocateZeroed", byteSize, delegate.allocateZeroed(byteSize));
  }

  private Block note(String call, long byteSize, Block block) {
    calls.add(call + " " + byteSize);
    if (failing) {
      block.close();
      throw new AllocationFailedException("told to fail", byteSize, 7, 9);
    }
    segments.add(block.segment());
    return new RecordedBlock(block);
  }

  private final class RecordedBlock implements Block {

    private final Block block;

    RecordedBlock(Block block) {
      this.block = block;
    }

    @Override
    public MemorySegment segment() {
      return block.segment();
    }

    @Override
    public long byteSize() {
      return block.byteSize();
    }

    @Override
    public void close() {
      if (refusingClose) {
        throw new IllegalStateException("told to refuse");
      }
      block.close();
      calls.add("close " + byteSize());
    }
  }
}
