package org.lowtide.leak;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/** Work that writes to bytes it does not own. Over blocks without guards it would break the JVM. */
@SuppressWarnings("ImmutableEnumChecker") // each work is a lambda that captures nothing
enum PlantedWrites {
  OVERFLOW_BY_ONE(allocator -> inBlock(allocator, 24, 24)),
  OVERFLOW_OF_A_BLOCK_OF_ONE_BYTE(allocator -> inBlock(allocator, 1, 1)),
  OVERFLOW_OF_A_ZEROED_BLOCK(PlantedWrites::overflowsZeroed),
  OVERFLOW_BY_A_TERMINATING_ZERO(PlantedWrites::terminates),
  OVERFLOW_ON_ANOTHER_THREAD(PlantedWrites::overflowsElsewhere),
  OVERFLOW_AFTER_THE_CLOSE(PlantedWrites::overflowsClosed),
  UNDERFLOW_BY_ONE(allocator -> inBlock(allocator, 24, -1)),
  UNDERFLOW_BY_SIXTEEN(allocator -> inBlock(allocator, 24, -16)),
  LAST_BYTE_AFTER_THE_CLOSE(allocator -> afterClose(allocator, 24, 23)),
  FIRST_BYTE_OF_A_LARGE_BLOCK_AFTER_THE_CLOSE(allocator -> afterClose(allocator, 100_000, 0)),
  BYTE_AFTER_THE_CLOSE_AND_A_NEW_ALLOCATION(PlantedWrites::writesThroughAStaleBlock),
  END_OF_A_CONTEXT(allocator -> inChild(allocator, 32)),
  START_OF_A_CONTEXT(allocator -> inChild(allocator, -1)),
  PARENT_ACROSS_THE_REDZONE(allocator -> inChild(allocator, -GuardedSlab.REDZONE_BYTES - 1)),
  GRANDPARENT(allocator -> inChild(allocator, -2 * (64 + GuardedSlab.REDZONE_BYTES)));

  private final Consumer<Allocator> work;

  PlantedWrites(Consumer<Allocator> work) {
    this.work = work;
  }

  /** Runs over an allocator whose blocks are guarded. */
  void run(Allocator guarded) {
    work.accept(guarded);
  }

  private static void inBlock(Allocator allocator, long byteSize, long offset) {
    try (Block block = allocator.allocate(byteSize)) {
      Wild.write(block, offset, 0);
    }
  }

  private static void overflowsZeroed(Allocator allocator) {
    try (Block block = allocator.allocateZeroed(24)) {
      Wild.write(block, 24, 0);
    }
  }

  private static void terminates(Allocator allocator) {
    byte[] text = "exactly sixteen.".getBytes(StandardCharsets.US_ASCII);
    try (Block block = allocator.allocate(text.length)) {
      for (int i = 0; i <= text.length; i++) {
        Wild.write(block, i, i < text.length ? text[i] : 0);
      }
    }
  }

  private static void overflowsElsewhere(Allocator allocator) {
    try (Block block = allocator.allocate(24)) {
      Thread thread = Thread.startVirtualThread(() -> Wild.write(block, 24, 1));
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void overflowsClosed(Allocator allocator) {
    afterClose(allocator, 24, 24);
  }

  private static void afterClose(Allocator allocator, long byteSize, long offset) {
    Block block = allocator.allocate(byteSize);
    block.close();
    Wild.write(block, offset, 0);
  }

  private static void writesThroughAStaleBlock(Allocator allocator) {
    Block stale = allocator.allocate(24);
    stale.close();
    try (Block fresh = allocator.allocate(24)) {
      fresh.segment().fill((byte) 1);
      Wild.write(stale, 3, 2);
    }
  }

  /** Opens three contexts in a slab, of which the innermost writes a byte at an offset from its start. */
  private static void inChild(Allocator allocator, long offset) {
    try (Block slab = allocator.allocate(512); GuardedSlab contexts = new GuardedSlab(slab.segment())) {
      contexts.push("grandparent", 64);
      contexts.push("parent", 64);
      contexts.push("child", 32).write(offset, 0);
    }
  }
}
