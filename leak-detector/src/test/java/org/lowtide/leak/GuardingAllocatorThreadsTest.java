package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;

/** A guard under several threads: nothing is given back twice or kept, and no look meets bytes that are gone. */
final class GuardingAllocatorThreadsTest {

  /** What the threads are, and what they allocate. */
  enum Kind {
    PLATFORM_HEAP(new HeapAllocator(), 2000),
    VIRTUAL_HEAP(new HeapAllocator(), 2000),
    PLATFORM_NATIVE(new NativeAllocator(), 200),
    VIRTUAL_NATIVE(new NativeAllocator(), 200);

    @SuppressWarnings("ImmutableEnumChecker") // both allocators hold no state
    private final Allocator memory;
    private final int rounds;

    Kind(Allocator memory, int rounds) {
      this.memory = memory;
      this.rounds = rounds;
    }

    ExecutorService threads() {
      return name().startsWith("VIRTUAL")
          ? Executors.newVirtualThreadPerTaskExecutor()
          : Executors.newCachedThreadPool();
    }
  }

  @ParameterizedTest
  @EnumSource
  void blocksClosedByOthersWhileSomeoneChecksAndDrains(Kind kind) throws Exception {
    TrackingAllocator tracking = TrackingAllocator.counting(kind.memory);
    GuardingAllocator guarding =
        GuardingAllocator.builder(tracking).quarantineBytes(2000).recordStacks(false).build();
    BlockingQueue<Block> handedOver = new LinkedBlockingQueue<>(16);
    run(kind, List.of(
        () -> allocate(guarding, handedOver, kind.rounds),
        () -> allocate(guarding, handedOver, kind.rounds),
        () -> close(handedOver, kind.rounds),
        () -> close(handedOver, kind.rounds),
        () -> look(guarding, kind.rounds)));
    assertThat(guarding.liveBlocks()).isZero();
    assertThat(tracking.liveBytes()).isEqualTo(guarding.quarantinedBytes()).isLessThanOrEqualTo(2000);
    guarding.close();
    tracking.assertNoLeaks();
    assertThat(tracking.wrongFrees() + guarding.wrongFrees() + guarding.corruptions()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void exactlyOneOfTwoRacingClosesSucceeds(Kind kind) throws Exception {
    TrackingAllocator tracking = TrackingAllocator.counting(kind.memory);
    GuardingAllocator guarding = GuardingAllocator.builder(tracking).quarantineBytes(100).build();
    int rounds = kind.rounds / 10;
    for (int round = 1; round <= rounds; round++) {
      Block block = guarding.allocate(20);
      CyclicBarrier start = new CyclicBarrier(2);
      Callable<Void> close = () -> {
        start.await();
        closeQuietly(block);
        return null;
      };
      run(kind, List.of(close, close));
      assertThat(guarding.wrongFrees()).isEqualTo(round);
    }
    guarding.close();
    tracking.assertNoLeaks();
  }

  private static Void allocate(Allocator allocator, BlockingQueue<Block> handedOver, int rounds)
      throws InterruptedException {
    for (int i = 0; i < rounds; i++) {
      Block block = i % 2 == 0 ? allocator.allocate(1 + i % 200) : allocator.allocateZeroed(1 + i % 200);
      block.segment().fill((byte) i);
      handedOver.put(block);
    }
    return null;
  }

  private static Void close(BlockingQueue<Block> handedOver, int rounds) throws InterruptedException {
    for (int i = 0; i < rounds; i++) {
      handedOver.take().close();
    }
    return null;
  }

  private static Void look(GuardingAllocator guarding, int rounds) {
    for (int i = 0; i < rounds / 2; i++) {
      guarding.check();
      if (i % 8 == 0) {
        guarding.drain();
      }
    }
    return null;
  }

  private static void closeQuietly(Block block) {
    try {
      block.close();
    } catch (IllegalStateException e) {
      // One of the two is late; the guard counts it.
    }
  }

  private static void run(Kind kind, List<Callable<Void>> tasks) throws InterruptedException, ExecutionException {
    try (ExecutorService threads = kind.threads()) {
      List<Future<Void>> running = new ArrayList<>();
      tasks.forEach(task -> running.add(threads.submit(task)));
      for (Future<Void> task : running) {
        task.get();
      }
    }
  }
}
