package org.lowtide.leak;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.leak.jol.HeapWalk;

/** Work on arenas, direct buffers and what stays reachable, with one fault each, for {@link PlantedFault}, and the same without. */
final class PlantedFaultsOfArenas {

  private static final int LARGE = 1 << 16;

  private PlantedFaultsOfArenas() {}

  static long withoutFault(Allocator allocator) {
    DirectBuffers buffers = DirectBuffers.of(allocator);
    try (TrackedArena confined = TrackedArena.ofConfined(allocator);
        TrackedArena shared = TrackedArena.ofShared(allocator)) {
      MemorySegment text = confined.allocateFrom("low");
      ByteBuffer buffer = buffers.allocate(8);
      try {
        buffer.put(0, shared.allocate(8).copyFrom(text).get(JAVA_BYTE, 0));
        return buffer.get(0) + buffer.get(7) + letsGoOfItsArray(allocator);
      } finally {
        buffers.free(buffer);
      }
    }
  }

  static long closesElsewhere(Allocator allocator) {
    TrackedArena arena = TrackedArena.ofConfined(allocator);
    Thread other = Thread.ofVirtual().unstarted(arena::close);
    other.setUncaughtExceptionHandler((_, _) -> {}); // as careless code does
    other.start();
    join(other);
    return arena.allocate(8).byteSize();
  }

  /** Swallows that the arena is still held, as careless code does. */
  static long closesWhileHeld(Allocator allocator) {
    TrackedArena arena = TrackedArena.ofShared(allocator);
    MemorySegment segment = arena.allocate(8);
    try (Arena stub = Arena.ofConfined()) {
      HeldArena.during(segment, stub, () -> {
        try {
          arena.close();
        } catch (IllegalStateException e) {
          segment.fill((byte) 1);
        }
      });
    }
    return segment.get(JAVA_BYTE, 0);
  }

  static long closesTwice(Allocator allocator) {
    TrackedArena arena = TrackedArena.ofConfined(allocator);
    arena.close();
    arena.close();
    return 0;
  }

  static long readsAfterClose(Allocator allocator) {
    MemorySegment segment;
    try (TrackedArena arena = TrackedArena.ofShared(allocator)) {
      segment = arena.allocate(8);
    }
    return segment.get(JAVA_BYTE, 0);
  }

  static long losesTheArena(Allocator allocator) {
    TrackedArena arena = TrackedArena.ofShared(allocator);
    long bytes = arena.allocate(8).byteSize() + arena.allocate(8).byteSize();
    arena.close();
    return bytes;
  }

  static long freesABufferTwice(Allocator allocator) {
    DirectBuffers buffers = DirectBuffers.of(allocator);
    ByteBuffer buffer = buffers.allocate(8);
    buffers.free(buffer);
    buffers.free(buffer.duplicate());
    return 0;
  }

  static long writesABufferAfterFree(Allocator allocator) {
    DirectBuffers buffers = DirectBuffers.of(allocator);
    ByteBuffer buffer = buffers.allocate(8);
    buffers.free(buffer);
    buffer.put(0, (byte) 1);
    return 0;
  }

  /** Gives its block back, and keeps it. */
  static long pinsItsArray(Allocator allocator) {
    HeapWalk.excluding(allocator).over(allocator.allocate(LARGE), Block::close).assertRetainsAtMost(LARGE / 2);
    return 0;
  }

  private static long letsGoOfItsArray(Allocator allocator) {
    Deque<Block> blocks = new ArrayDeque<>(List.of(allocator.allocate(LARGE)));
    HeapWalk.excluding(allocator).over(blocks, held -> held.pop().close()).assertRetainsAtMost(LARGE / 2);
    return 0;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
