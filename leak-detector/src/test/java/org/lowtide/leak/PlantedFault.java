package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/** Work on an allocator with one fault each, and the same without. The detection is by name, since the test owns it. */
@SuppressWarnings("ImmutableEnumChecker") // each work is a lambda that captures nothing
enum PlantedFault {
  LEAKS_ONE_BLOCK("LEAK", allocator -> allocator.allocate(8).byteSize()),
  LEAKS_A_ZEROED_BLOCK("LEAK", allocator -> allocator.allocateZeroed(8).byteSize()),
  LEAKS_ONE_BYTE_OF_MANY_BLOCKS("LEAK", PlantedFault::leaksOneOfMany),
  LEAKS_THE_OLD_BLOCK_ON_GROWTH("LEAK", PlantedFault::growsWithoutFreeing),
  LEAKS_ON_AN_EARLY_RETURN("LEAK", PlantedFault::returnsEarly),
  LEAKS_WHERE_THE_WORK_THROWS("LEAK", PlantedFault::throwsInBetween),
  LEAKS_ON_A_PLATFORM_THREAD("LEAK", allocator -> onThread(Thread.ofPlatform(), () -> allocator.allocate(8))),
  LEAKS_ON_A_VIRTUAL_THREAD("LEAK", allocator -> onThread(Thread.ofVirtual(), () -> allocator.allocate(8))),
  LEAKS_THE_FIRST_WHERE_THE_SECOND_FAILS("LEAKED", PlantedFault::losesTheFirst),
  LEAKS_IN_A_RETRY("LEAKED", PlantedFault::retriesAndForgets),
  FREES_TWICE("WRONG_FREE", PlantedFault::freesTwice),
  FREES_TWICE_AND_SWALLOWS_IT("WRONG_FREE", PlantedFault::freesTwiceQuietly),
  FREES_TWICE_ON_ANOTHER_THREAD("WRONG_FREE", PlantedFault::freesTwiceElsewhere),
  FREES_AGAIN_AFTER_A_NEW_ALLOCATION("WRONG_FREE", PlantedFault::freesAgainLater),
  TRUSTS_A_FRESH_BLOCK("UNINITIALISED", PlantedFault::trustsFresh),
  TRUSTS_THE_LAST_FRESH_BYTE("UNINITIALISED", PlantedFault::trustsLastByte),
  TRUSTS_THE_TAIL_AFTER_GROWTH("UNINITIALISED", PlantedFault::trustsTailAfterGrowth),
  READS_AFTER_FREE_ON_THE_HEAP("READ_AFTER_CLOSE", PlantedFault::readsAfterFree),
  READS_AFTER_FREE_OFF_THE_HEAP("USE_AFTER_CLOSE", PlantedFault::readsAfterFree),
  WRITES_AFTER_FREE_OFF_THE_HEAP("USE_AFTER_CLOSE", PlantedFault::writesAfterFree),
  ASKS_FOR_A_SEGMENT_AFTER_FREE("USE_AFTER_CLOSE", PlantedFault::asksAfterFree),
  SWALLOWS_A_FAILED_ALLOCATION("SWALLOWED", PlantedFault::swallows),
  TRIES_AGAIN_FOR_EVER("SWALLOWED", PlantedFault::triesForEver),
  THROWS_SOMETHING_ELSE_ON_FAILURE("SWALLOWED", SweptStack.sweep(SweptStack::pushBothOrStop)),
  FAILS_HALF_WAY("STATE_CHANGED", SweptStack.sweep(SweptStack::pushEach)),
  FREES_TWICE_ON_FAILURE("STATE_CHANGED", SweptStack.sweep(SweptStack::pushBothAndCloseTwice)),
  LOSES_A_BLOCK_IN_A_FAILED_ACTION("LEAKED", SweptStack.sweep(SweptStack::pushBothAndLose)),
  ASKS_FOR_SOMETHING_ELSE_EACH_TIME("NOT_DETERMINISTIC", FailureSweep.of(growing())),
  BRANCHES_ON_A_FRESH_BIT("UNINITIALISED", PlantedFault::branchesOnABit),
  COMPARES_TWO_FRESH_BYTES("UNINITIALISED", PlantedFault::comparesFresh),
  TRUSTS_A_BYTE_OF_A_RECYCLED_BLOCK("UNINITIALISED", PlantedFault::trustsRecycled),
  OVERFLOWS_BY_ONE("OVERFLOW", PlantedWrites.OVERFLOW_BY_ONE),
  OVERFLOWS_A_BLOCK_OF_ONE_BYTE("OVERFLOW", PlantedWrites.OVERFLOW_OF_A_BLOCK_OF_ONE_BYTE),
  OVERFLOWS_A_ZEROED_BLOCK("OVERFLOW", PlantedWrites.OVERFLOW_OF_A_ZEROED_BLOCK),
  OVERFLOWS_BY_A_TERMINATING_ZERO("OVERFLOW", PlantedWrites.OVERFLOW_BY_A_TERMINATING_ZERO),
  OVERFLOWS_ON_ANOTHER_THREAD("OVERFLOW", PlantedWrites.OVERFLOW_ON_ANOTHER_THREAD),
  OVERFLOWS_A_CLOSED_BLOCK("OVERFLOW", PlantedWrites.OVERFLOW_AFTER_THE_CLOSE),
  UNDERFLOWS_BY_ONE("UNDERFLOW", PlantedWrites.UNDERFLOW_BY_ONE),
  UNDERFLOWS_BY_SIXTEEN("UNDERFLOW", PlantedWrites.UNDERFLOW_BY_SIXTEEN),
  WRITES_THE_LAST_BYTE_AFTER_FREE("WRITE_AFTER_CLOSE", PlantedWrites.LAST_BYTE_AFTER_THE_CLOSE),
  WRITES_THE_FIRST_BYTE_AFTER_FREE("WRITE_AFTER_CLOSE", PlantedWrites.FIRST_BYTE_OF_A_LARGE_BLOCK_AFTER_THE_CLOSE),
  WRITES_THROUGH_A_STALE_BLOCK("WRITE_AFTER_CLOSE", PlantedWrites.BYTE_AFTER_THE_CLOSE_AND_A_NEW_ALLOCATION),
  OVERFLOWS_A_CONTEXT_OF_A_SLAB("SLAB_REDZONE", PlantedWrites.END_OF_A_CONTEXT),
  UNDERFLOWS_A_CONTEXT_OF_A_SLAB("SLAB_REDZONE", PlantedWrites.START_OF_A_CONTEXT),
  WRITES_INTO_THE_PARENT_CONTEXT("SLAB_SEAL", PlantedWrites.PARENT_ACROSS_THE_REDZONE),
  WRITES_INTO_THE_GRANDPARENT_CONTEXT("SLAB_SEAL", PlantedWrites.GRANDPARENT),
  NEVER_CLOSES_AN_ARENA("LEAK", allocator -> TrackedArena.ofShared(allocator).allocate(8).byteSize()),
  NEVER_CLOSES_AN_EMPTY_ARENA("LEAK", allocator -> TrackedArena.ofConfined(allocator).bytes()),
  CLOSES_AN_ARENA_ON_ANOTHER_THREAD("LEAK", PlantedFaultsOfArenas::closesElsewhere),
  CLOSES_AN_ARENA_THAT_IS_HELD("LEAK", PlantedFaultsOfArenas::closesWhileHeld),
  CLOSES_AN_ARENA_TWICE("WRONG_FREE", PlantedFaultsOfArenas::closesTwice),
  READS_A_SEGMENT_OF_A_CLOSED_ARENA("USE_AFTER_CLOSE", PlantedFaultsOfArenas::readsAfterClose),
  KEEPS_AN_ARENA_OPEN_WHERE_THE_SECOND_SEGMENT_FAILS("LEAKED", PlantedFaultsOfArenas::losesTheArena),
  NEVER_FREES_A_DIRECT_BUFFER("LEAK", allocator -> DirectBuffers.of(allocator).allocate(8).capacity()),
  FREES_A_DIRECT_BUFFER_TWICE("WRONG_FREE", PlantedFaultsOfArenas::freesABufferTwice),
  WRITES_A_DIRECT_BUFFER_AFTER_ITS_FREE("USE_AFTER_CLOSE", PlantedFaultsOfArenas::writesABufferAfterFree),
  PINS_ITS_ARRAY_AFTER_ITS_CLOSE("RETAINED", PlantedFaultsOfArenas::pinsItsArray);

  /** Uses an allocator, and gives a result that depends on nothing else. */
  interface Work {
    long run(Allocator allocator);
  }

  final String detection;
  private final Work work;
  private final @Nullable FailureSweep sweep;
  private final @Nullable PlantedWrites wild;

  PlantedFault(String detection, Work work) {
    this(detection, work, null, null);
  }

  PlantedFault(String detection, FailureSweep sweep) {
    this(detection, _ -> 0, sweep, null);
  }

  PlantedFault(String detection, PlantedWrites wild) {
    this(detection, _ -> 0, null, wild);
  }

  PlantedFault(String detection, Work work, @Nullable FailureSweep sweep, @Nullable PlantedWrites wild) {
    this.detection = detection;
    this.work = work;
    this.sweep = sweep;
    this.wild = wild;
  }

  /** The work that may only be run over guarded blocks. */
  Optional<PlantedWrites> wild() {
    return Optional.ofNullable(wild);
  }

  /** The sweep that finds a fault which needs an object of its own to show. */
  Optional<FailureSweep> sweep() {
    return Optional.ofNullable(sweep);
  }

  long run(Allocator allocator) {
    return work.run(allocator);
  }

  /** Grows a block, reads what it wrote and what must be zero, and frees all of it, on another thread in part. */
  static long withoutFault(Allocator allocator) {
    try (Block small = allocator.allocate(8);
        Block zeroed = allocator.allocateZeroed(16)) {
      small.segment().fill((byte) 3);
      try (Block grown = allocator.allocate(64)) {
        MemorySegment.copy(small.segment(), 0, grown.segment(), 0, 8);
        grown.segment().asSlice(8).fill((byte) 0);
        return byteAt(grown, 7) + byteAt(grown, 63) + byteAt(zeroed, 15) + onThread(Thread.ofVirtual(), () -> {});
      }
    }
  }

  private static long leaksOneOfMany(Allocator allocator) {
    for (int i = 1; i <= 50; i++) {
      Block block = allocator.allocate(i == 37 ? 1 : 64);
      if (i != 37) {
        block.close();
      }
    }
    return 0;
  }

  private static long growsWithoutFreeing(Allocator allocator) {
    Block block = allocator.allocate(8);
    block = allocator.allocate(2 * block.byteSize());
    block.close();
    return 0;
  }

  private static long returnsEarly(Allocator allocator) {
    Block block = allocator.allocate(8);
    if (block.byteSize() == 8) {
      return 1;
    }
    block.close();
    return 0;
  }

  private static long throwsInBetween(Allocator allocator) {
    try {
      Block block = allocator.allocate(8);
      byteAt(block, 8);
      block.close();
    } catch (IndexOutOfBoundsException e) {
      return 1;
    }
    return 0;
  }

  private static long losesTheFirst(Allocator allocator) {
    Block first = allocator.allocate(8);
    Block second = allocator.allocate(8);
    second.close();
    first.close();
    return 0;
  }

  private static long retriesAndForgets(Allocator allocator) {
    Block first = allocator.allocate(8);
    try {
      allocator.allocate(8).close();
    } catch (AllocationFailedException e) {
      first = allocator.allocate(4);
    }
    first.close();
    return 0;
  }

  private static long freesTwice(Allocator allocator) {
    Block block = allocator.allocate(8);
    block.close();
    block.close();
    return 0;
  }

  private static long freesTwiceQuietly(Allocator allocator) {
    try {
      return freesTwice(allocator);
    } catch (IllegalStateException e) {
      return 0;
    }
  }

  private static long freesTwiceElsewhere(Allocator allocator) {
    Block block = allocator.allocate(8);
    block.close();
    return onThread(Thread.ofPlatform(), () -> closeQuietly(block));
  }

  private static long freesAgainLater(Allocator allocator) {
    Block block = allocator.allocate(8);
    block.close();
    try (Block other = allocator.allocate(8)) {
      closeQuietly(block);
      return other.byteSize();
    }
  }

  private static long trustsFresh(Allocator allocator) {
    try (Block block = allocator.allocate(8)) {
      return byteAt(block, 0);
    }
  }

  private static long trustsLastByte(Allocator allocator) {
    try (Block block = allocator.allocate(100)) {
      block.segment().asSlice(0, 99).fill((byte) 0);
      return byteAt(block, 99);
    }
  }

  private static long trustsTailAfterGrowth(Allocator allocator) {
    try (Block small = allocator.allocateZeroed(8);
        Block grown = allocator.allocate(16)) {
      MemorySegment.copy(small.segment(), 0, grown.segment(), 0, 8);
      return byteAt(grown, 15);
    }
  }

  private static long branchesOnABit(Allocator allocator) {
    try (Block block = allocator.allocate(64)) {
      block.segment().asSlice(0, 40).fill((byte) 0);
      return (byteAt(block, 40) & 4) == 0 ? 1 : 2;
    }
  }

  private static long comparesFresh(Allocator allocator) {
    try (Block one = allocator.allocate(8); Block other = allocator.allocate(8)) {
      return one.segment().mismatch(other.segment());
    }
  }

  private static long trustsRecycled(Allocator allocator) {
    allocator.allocateZeroed(8).close();
    try (Block block = allocator.allocate(8)) {
      return byteAt(block, 7);
    }
  }

  private static long readsAfterFree(Allocator allocator) {
    Block block = allocator.allocateZeroed(8);
    MemorySegment kept = block.segment();
    block.close();
    return kept.get(ValueLayout.JAVA_BYTE, 0);
  }

  private static long asksAfterFree(Allocator allocator) {
    Block block = allocator.allocateZeroed(8);
    block.close();
    return byteAt(block, 0);
  }

  private static long writesAfterFree(Allocator allocator) {
    Block block = allocator.allocate(8);
    MemorySegment kept = block.segment();
    block.close();
    kept.fill((byte) 1);
    return 0;
  }

  private static long swallows(Allocator allocator) {
    try (Block block = allocator.allocate(8)) {
      return block.byteSize();
    } catch (AllocationFailedException e) {
      return 8;
    }
  }

  private static long triesForEver(Allocator allocator) {
    while (true) {
      try (Block block = allocator.allocate(8)) {
        return block.byteSize();
      } catch (AllocationFailedException e) {
        // Once more.
      }
    }
  }

  private static AllocatorWork<RuntimeException> growing() {
    AtomicLong runs = new AtomicLong();
    return allocator -> allocator.allocate(runs.incrementAndGet()).close();
  }

  private static void closeQuietly(Block block) {
    try {
      block.close();
    } catch (IllegalStateException e) {
      // Swallowed, as careless code does: the tracker counts it all the same.
    }
  }

  private static long byteAt(Block block, long offset) {
    return block.segment().get(ValueLayout.JAVA_BYTE, offset);
  }

  /** Runs on another thread, and throws here what was thrown there. */
  private static long onThread(Thread.Builder builder, Runnable work) {
    Throwable[] thrown = new Throwable[1];
    Thread thread = builder.unstarted(work);
    thread.setUncaughtExceptionHandler((_, e) -> thrown[0] = e);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (thrown[0] instanceof RuntimeException e) {
      throw e;
    }
    return 0;
  }
}
