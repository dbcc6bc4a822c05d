package org.lowtide.leak.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.leak.TrackingLevel;

/**
 * Test classes with planted leaks, run by {@link LeakCheckExtensionTest} and by nothing else: the build looks for tests
 * in top-level classes whose names end with {@code Test} or {@code Tests}.
 */
final class PlantedLeaks {

  private PlantedLeaks() {}

  @LeakCheck
  static final class Clean {

    @Test
    void frees(Allocator allocator) {
      allocator.allocate(8).close();
    }

    @Test
    void bothParametersAreTheSameAllocator(Allocator allocator, TrackingAllocator tracking) {
      assertThat(allocator).isSameAs(tracking);
    }

    @Test
    void takesNone() {
      assertThat(getClass()).isFinal();
    }

    @Test
    void provokesAWrongFree(Allocator allocator) {
      Block block = allocator.allocate(8);
      block.close();
      assertThatThrownBy(block::close).isInstanceOf(IllegalStateException.class);
    }
  }

  @LeakCheck
  static final class Leaks {

    @Test
    void leaksTwoBlocks(Allocator allocator) {
      allocator.allocate(32);
      allocator.allocateZeroed(64);
      allocator.allocate(16).close();
    }
  }

  @LeakCheck
  static final class FailsAndLeaks {

    @Test
    void failsAndLeaks(Allocator allocator) {
      allocator.allocate(8);
      throw new IllegalStateException("its own failure");
    }

    @Test
    void failsOnly(Allocator allocator) {
      allocator.allocate(8).close();
      throw new IllegalStateException("its own failure");
    }

    @Test
    void abortsAndLeaks(Allocator allocator) {
      allocator.allocate(8);
      abort("an assumption that does not hold");
    }
  }

  @LeakCheck
  static final class NestedLeaks {

    @Test
    void frees(Allocator allocator) {
      allocator.allocate(8).close();
    }

    @Nested
    final class Inner {

      @Test
      void leaksInside(Allocator allocator) {
        allocator.allocate(8);
      }

      @Nested
      @LeakCheck(level = TrackingLevel.COUNT)
      final class Innermost {

        @Test
        void onlyCounts(Allocator allocator) {
          allocator.allocate(8);
        }
      }
    }
  }

  @LeakCheck
  static final class ArgumentLeaks {

    @ParameterizedTest
    @ValueSource(strings = {"even", "odd\n", "even", "o\u0085d"})
    void leaksWhereOdd(String text, Allocator allocator) {
      Block block = allocator.allocate(text.equals("odd\n") ? 1 : 3);
      if (text.equals("even")) {
        block.close();
      }
    }
  }

  @LeakCheck
  static final class RepetitionLeaks {

    @RepeatedTest(5)
    void leaksTheThirdTime(RepetitionInfo repetition, Allocator allocator) {
      Block block = allocator.allocate(8);
      if (repetition.getCurrentRepetition() != 3) {
        block.close();
      }
    }
  }

  @LeakCheck
  static final class FactoryLeaks {

    @TestFactory
    Stream<DynamicTest> tests(Allocator allocator) {
      return Stream.of(
          DynamicTest.dynamicTest("frees", () -> allocator.allocate(8).close()),
          DynamicTest.dynamicTest("leaks", () -> allocator.allocate(16)));
    }
  }

  @LeakCheck
  static final class LifecycleLeaks {

    private List<Block> opened = List.of();

    @BeforeEach
    void open(Allocator allocator) {
      opened = List.of(allocator.allocate(24));
    }

    @AfterEach
    void close(TrackingAllocator tracking) {
      assertThat(tracking.liveBytes()).isPositive();
      opened.forEach(Block::close);
    }

    @Test
    void keeps(TrackingAllocator tracking) {
      assertThat(tracking.liveBytes()).isEqualTo(24);
    }

    @Test
    void forgets(TrackingAllocator tracking) {
      assertThat(tracking.liveBytes()).isEqualTo(24);
      opened = List.of();
    }
  }

  @LeakCheck
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static final class SharedInstanceLeaks {

    @Test
    void frees(TrackingAllocator tracking) {
      tracking.allocate(8).close();
      assertThat(tracking.totalBlocks()).isEqualTo(1);
    }

    @Test
    void leaks(TrackingAllocator tracking) {
      tracking.allocate(8);
      assertThat(tracking.totalBlocks()).isEqualTo(1);
    }
  }

  @LeakCheck(level = TrackingLevel.COUNT)
  abstract static class Base {}

  static final class Inherits extends Base {

    @Test
    void inherits(Allocator allocator) {
      allocator.allocate(8);
    }

    @Test
    @LeakCheck
    void replaces(Allocator allocator) {
      allocator.allocate(8);
    }
  }

  /** Its nested class is checked with the settings of the class that inherits it. */
  abstract static class BaseWithInner {

    @Nested
    final class Inner {

      @Test
      void inBaseInner(Allocator allocator) {
        allocator.allocate(8);
      }
    }
  }

  @LeakCheck(level = TrackingLevel.COUNT)
  static final class InheritsNested extends BaseWithInner {}

  static final class Mixed {

    @Test
    @LeakCheck
    void checked(Allocator allocator) {
      allocator.allocate(8);
    }

    @Test
    void unchecked(Allocator allocator) {
      allocator.allocate(8);
    }
  }

  @ExtendWith(LeakCheckExtension.class)
  static final class WithoutAnnotation {

    @Test
    void leaks(Allocator allocator) {
      allocator.allocate(8);
    }
  }

  static final class Settings {

    @Test
    @LeakCheck
    void onTheHeapWithPlacesByDefault(TrackingAllocator tracking) {
      assertThat(tracking.level()).isEqualTo(TrackingLevel.SITES);
      try (Block block = tracking.allocate(8)) {
        assertThat(block.segment().isNative()).isFalse();
      }
    }

    @Test
    @LeakCheck(nativeMemory = true, level = TrackingLevel.COUNT)
    void offTheHeap(TrackingAllocator tracking) {
      assertThat(tracking.level()).isEqualTo(TrackingLevel.COUNT);
      try (Block block = tracking.allocate(8)) {
        assertThat(block.segment().isNative()).isTrue();
      }
    }

    @Test
    @LeakCheck(limitBytes = 100)
    void limited(Allocator allocator) {
      assertThatThrownBy(() -> allocator.allocate(101)).isInstanceOf(AllocationFailedException.class);
    }
  }

  @LeakCheck(nativeMemory = true)
  static final class LeaksOffHeap {

    static final List<MemorySegment> leaked = new CopyOnWriteArrayList<>();

    @Test
    void leaksOffHeap(Allocator allocator) {
      leaked.add(allocator.allocate(8).segment());
      leaked.add(allocator.allocate(8).segment());
    }
  }

  @LeakCheck
  static final class ParallelLeaks {

    static Stream<Integer> sizes() {
      return Stream.iterate(1, i -> i + 1).limit(40);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void leaksEveryFourth(int size, TrackingAllocator tracking) {
      Block block = tracking.allocate(size);
      assertThat(tracking.totalBlocks()).isEqualTo(1);
      if (size % 4 != 0) {
        block.close();
      }
    }
  }
}
