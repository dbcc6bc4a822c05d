package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;

/** Every figure is exact whatever the threads do, and whichever thread frees. */
@Timeout(60)
final class TrackingAllocatorThreadsTest {

  private static final int TASKS = 8;
  private static final int ROUNDS = 20_000;

  /** The two sorts of thread. */
  enum Threads {
    PLATFORM,
    VIRTUAL;

    ExecutorService open() {
      return this == PLATFORM ? Executors.newFixedThreadPool(TASKS) : Executors.newVirtualThreadPerTaskExecutor();
    }
  }

  @ParameterizedTest
  @EnumSource
  void totalsAndLiveSumsAreExact(Threads threads) throws Exception {
    TrackingAllocator tracking = TrackingAllocator.counting(new HeapAllocator());
    List<List<Block>> kept = inParallel(threads, task -> churn(tracking, new Random(task)));
    List<Block> live = kept.stream().flatMap(List::stream).toList();
    long liveBytes = live.stream().mapToLong(Block::byteSize).sum();
    assertThat(tracking.liveBytes()).isEqualTo(liveBytes);
    assertThat(tracking.liveBlocks()).isEqualTo(live.size());
    assertThat(tracking.totalBlocks()).isEqualTo((long) TASKS * ROUNDS);
    assertThat(tracking.liveOrdinals()).hasSize(live.size()).isSorted().doesNotHaveDuplicates();
    assertThat(tracking.peakBytes()).isBetween(liveBytes, tracking.totalBytes());
    live.forEach(Block::close);
    tracking.assertNoLeaks();
    assertThat(tracking.wrongFrees()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void freesOnOtherThreadsAreExact(Threads threads) throws Exception {
    TrackingAllocator tracking = TrackingAllocator.counting(new HeapAllocator());
    BlockingQueue<Block> handedOver = new ArrayBlockingQueue<>(64);
    inParallel(
        threads,
        task -> {
          for (int i = 0; i < ROUNDS / 4; i++) {
            if (task % 2 == 0) {
              handedOver.put(tracking.allocate(1 + i % 100));
            } else {
              handedOver.take().close();
            }
          }
          return task;
        });
    assertThat(tracking.totalBlocks()).isEqualTo((long) TASKS / 2 * (ROUNDS / 4));
    tracking.assertNoLeaks();
    assertThat(tracking.liveBytes()).isZero();
    assertThat(tracking.peakBytes()).isBetween(100L, (64L + TASKS) * 100);
  }

  /** All tasks hold their block at the same time, again and again, so that the peak is known exactly. */
  @ParameterizedTest
  @EnumSource
  void thePeakIsExact(Threads threads) throws Exception {
    TrackingAllocator tracking = TrackingAllocator.counting(new HeapAllocator());
    CyclicBarrier allHold = new CyclicBarrier(TASKS);
    inParallel(
        threads,
        task -> {
          for (int i = 0; i < 200; i++) {
            Block block = tracking.allocate(task + 1);
            allHold.await(30, TimeUnit.SECONDS);
            block.close();
            allHold.await(30, TimeUnit.SECONDS);
          }
          return task;
        });
    assertThat(tracking.peakBytes()).isEqualTo(LongStream.rangeClosed(1, TASKS).sum());
  }

  @ParameterizedTest
  @EnumSource
  void theLimitIsNeverPassed(Threads threads) throws Exception {
    TrackingAllocator tracking = TrackingAllocator.builder(new HeapAllocator()).limitBytes(300).build();
    List<Integer> failures =
        inParallel(
            threads,
            _ -> {
              int failed = 0;
              for (int i = 0; i < ROUNDS / 4; i++) {
                try (Block block = tracking.allocate(100)) {
                  assertThat(block.byteSize()).isEqualTo(100);
                } catch (AllocationFailedException e) {
                  failed++;
                }
              }
              return failed;
            });
    long failed = failures.stream().mapToInt(Integer::intValue).sum();
    assertThat(tracking.peakBytes()).isBetween(100L, 300L);
    assertThat(tracking.failedAllocations()).isEqualTo(failed);
    assertThat(tracking.totalBlocks()).isEqualTo((long) TASKS * (ROUNDS / 4) - failed);
    tracking.assertNoLeaks();
    try (Block whole = tracking.allocate(300)) {
      assertThat(whole.byteSize()).as("nothing stays reserved").isEqualTo(300);
    }
  }

  /** Of threads that close the same block, one frees it, and every other one is a wrong free. */
  @ParameterizedTest
  @EnumSource
  void exactlyOneOfRacingClosesSucceeds(Threads threads) throws Exception {
    TrackingAllocator tracking = TrackingAllocator.withSites(new HeapAllocator());
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      blocks.add(tracking.allocate(8));
    }
    AtomicInteger closed = new AtomicInteger();
    inParallel(
        threads,
        task -> {
          for (Block block : blocks) {
            try {
              block.close();
              closed.incrementAndGet();
            } catch (IllegalStateException e) {
              assertThat(e).hasMessageContaining("was closed before; allocated at");
            }
          }
          return task;
        });
    assertThat(closed).hasValue(500);
    assertThat(tracking.wrongFrees()).isEqualTo(500L * (TASKS - 1));
    tracking.assertNoLeaks();
  }

  /** A report made while others allocate and free is of one moment: its sum is that of its places. */
  @ParameterizedTest
  @EnumSource
  void reportsAreOfOneMoment(Threads threads) throws Exception {
    TrackingAllocator tracking = TrackingAllocator.withSites(new HeapAllocator());
    inParallel(
        threads,
        task -> {
          for (int i = 0; i < 100; i++) {
            try (Block block = tracking.allocate(1 + task)) {
              LeakReport report = tracking.report();
              assertThat(report.liveBytes()).isGreaterThanOrEqualTo(block.byteSize());
              assertThat(report.sites().stream().mapToLong(LeakSite::bytes).sum()).isEqualTo(report.liveBytes());
              assertThat(report.sites().stream().mapToLong(LeakSite::blocks).sum()).isEqualTo(report.liveBlocks());
            }
          }
          return task;
        });
    tracking.assertNoLeaks();
  }

  @ParameterizedTest
  @EnumSource
  void injectsEachFailureExactlyOnce(Threads threads) throws Exception {
    FailingAllocator failing = FailingAllocator.failOnce(new HeapAllocator(), TASKS * 50L);
    List<Integer> failures =
        inParallel(
            threads,
            _ -> {
              int failed = 0;
              for (int i = 0; i < 100; i++) {
                try (Block block = failing.allocate(1)) {
                  assertThat(block.byteSize()).isEqualTo(1);
                } catch (AllocationFailedException e) {
                  failed++;
                }
              }
              return failed;
            });
    assertThat(failures.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
    assertThat(failing.injectedFailures()).isEqualTo(1);
    assertThat(failing.attempts()).isEqualTo(TASKS * 100L);
  }

  private static List<Block> churn(TrackingAllocator tracking, Random random) {
    List<Block> live = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      live.add(tracking.allocate(1 + random.nextInt(64)));
      if (live.size() > 32) {
        Collections.swap(live, random.nextInt(live.size()), live.size() - 1);
        live.removeLast().close();
      }
    }
    return live;
  }

  /** What one of the tasks does. */
  private interface Task<T> {
    T run(int task) throws Exception;
  }

  private static <T> List<T> inParallel(Threads threads, Task<T> work) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService executor = threads.open()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        int task = i;
        Callable<T> callable =
            () -> {
              start.await();
              return work.run(task);
            };
        futures.add(executor.submit(callable));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
