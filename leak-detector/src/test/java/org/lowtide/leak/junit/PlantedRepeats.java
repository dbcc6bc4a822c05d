package org.lowtide.leak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.leak.TrackingLevel;

/** Test classes that are marked repeatable, run by {@link LeakCheckRepeatableTest}. */
final class PlantedRepeats {

  private PlantedRepeats() {}

  @LeakCheck(repeatable = true)
  static final class Repeats {

    static final List<String> calls = new CopyOnWriteArrayList<>();

    private Block block;

    @BeforeAll
    static void once() {
      calls.add("beforeAll");
    }

    @BeforeEach
    void open(Allocator allocator) {
      calls.add("beforeEach");
      block = allocator.allocate(64);
    }

    @AfterEach
    void close() {
      calls.add("afterEach");
      block.close();
    }

    @Test
    void frees(TrackingAllocator tracking) {
      assertThat(tracking.level()).isEqualTo(TrackingLevel.COUNT);
    }

    @Test
    void leaksTheSecondOfThree(TrackingAllocator allocator) {
      assertThat(allocator.level()).isEqualTo(TrackingLevel.COUNT);
      allocator.allocate(8).close();
      allocator.allocate(16);
      allocator.allocate(32).close();
    }

    @Test
    void failsAndLeaks(Allocator allocator) {
      allocator.allocate(16);
      throw new IllegalStateException("its own failure");
    }
  }

  @LeakCheck(repeatable = true)
  static final class Changes {

    static final AtomicInteger runs = new AtomicInteger();

    @Test
    void leaksAnother(Allocator allocator) {
      Block first = allocator.allocate(8);
      Block second = allocator.allocate(16);
      (runs.incrementAndGet() % 2 == 1 ? first : second).close();
    }

    @Test
    void leaksOnce(Allocator allocator) {
      Block block = allocator.allocate(8);
      if (runs.incrementAndGet() % 2 == 0) {
        block.close();
      }
    }
  }

  @LeakCheck(repeatable = true)
  static final class FailsToBegin {

    static final AtomicInteger runs = new AtomicInteger();

    @BeforeAll
    static void onlyOnce() {
      assertThat(runs.incrementAndGet() % 2).isEqualTo(1);
    }

    @Test
    void leaks(Allocator allocator) {
      allocator.allocate(8);
    }
  }

  @LeakCheck(repeatable = true)
  static final class Templates {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void leaksOfTwo(int size, Allocator allocator) {
      Block block = allocator.allocate(size);
      if (size != 2) {
        block.close();
      }
    }

    @RepeatedTest(3)
    void leaksTheThirdTime(RepetitionInfo repetition, Allocator allocator) {
      Block block = allocator.allocate(64);
      if (repetition.getCurrentRepetition() != 3) {
        block.close();
      }
    }

    @Nested
    final class Inner {

      @Test
      void leaksInside(Allocator allocator) {
        allocator.allocate(128);
      }
    }
  }

  @LeakCheck(repeatable = true)
  static final class Factory {

    @TestFactory
    Stream<DynamicTest> tests(Allocator allocator) {
      return Stream.of(
          DynamicTest.dynamicTest("frees", () -> allocator.allocate(8).close()),
          DynamicTest.dynamicTest("leaks", () -> allocator.allocate(16)));
    }
  }

  @LeakCheck(repeatable = true)
  static final class InParallel {

    static Stream<Integer> sizes() {
      return Stream.iterate(1, i -> i + 1).limit(24);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void leaksEveryFourth(int size, Allocator allocator) {
      Block block = allocator.allocate(size);
      if (size % 4 != 0) {
        block.close();
      }
    }
  }

  @LeakCheck(repeatable = true, level = TrackingLevel.SITES)
  static final class WithSites {

    static final AtomicInteger runs = new AtomicInteger();

    @Test
    void leaks(Allocator allocator) {
      runs.incrementAndGet();
      allocator.allocate(8);
    }
  }
}
