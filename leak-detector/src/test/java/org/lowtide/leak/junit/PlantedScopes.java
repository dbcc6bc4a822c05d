package org.lowtide.leak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.leak.TrackingAllocator;

/** Test classes whose memory is that of the class, an arena or guarded, run by {@link LeakCheckScopesTest}. */
final class PlantedScopes {

  private PlantedScopes() {}

  @LeakCheck
  static final class ClassScope {

    private static List<Block> shared = List.of();

    @BeforeAll
    static void open(Allocator allocator) {
      shared = List.of(allocator.allocate(8), allocator.allocate(16));
    }

    @AfterAll
    static void close(TrackingAllocator tracking) {
      assertThat(tracking.liveBytes()).isEqualTo(24);
      shared.forEach(Block::close);
    }

    @Test
    void usesWhatTheClassHas(TrackingAllocator tracking) {
      assertThat(shared).hasSize(2);
      assertThat(tracking.totalBlocks()).isZero();
    }

    @Test
    void leaksItsOwn(Allocator allocator) {
      allocator.allocate(1);
    }
  }

  @LeakCheck
  static final class ClassLeaks {

    private static List<Block> shared = List.of();

    @BeforeAll
    static void open(Allocator allocator) {
      shared = List.of(allocator.allocate(8), allocator.allocate(16));
    }

    @AfterAll
    static void closeOne() {
      shared.getFirst().close();
    }

    @Test
    void passes() {
      assertThat(shared).hasSize(2);
    }
  }

  @LeakCheck
  static final class StaticLeaks {

    private static Allocator ofTheClass;

    @BeforeAll
    static void keep(Allocator allocator) {
      ofTheClass = allocator;
    }

    @Test
    void leaksThroughAStaticField() {
      assertThat(ofTheClass.allocate(4).byteSize()).isEqualTo(4);
    }
  }

  @LeakCheck
  static final class FailsBeforeAll {

    @BeforeAll
    static void failsAndLeaks(Allocator allocator) {
      allocator.allocate(8);
      throw new IllegalStateException("its own failure");
    }

    @Test
    void neverRuns() {
      assertThat(this).isNull();
    }
  }

  @LeakCheck
  static final class InConstructor {

    private final Block block;
    private final Allocator given;

    InConstructor(Allocator allocator) {
      given = allocator;
      block = allocator.allocate(8);
    }

    @AfterEach
    void close() {
      block.close();
    }

    @Test
    void hasTheAllocatorOfTheTest(Allocator allocator) {
      assertThat(allocator).isSameAs(given);
    }

    @RepeatedTest(2)
    void opensMore() {
      assertThat(given.allocate(16).byteSize()).isEqualTo(16);
    }
  }

  @LeakCheck
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static final class InSharedConstructor {

    private final List<Block> blocks = new ArrayList<>();
    private final Allocator given;

    InSharedConstructor(Allocator allocator) {
      given = allocator;
      blocks.add(allocator.allocate(8));
    }

    @BeforeAll
    void open(Allocator allocator) {
      assertThat(allocator).isSameAs(given);
      blocks.add(allocator.allocate(16));
    }

    @Test
    void hasAnotherAllocatorThanTheClass(TrackingAllocator allocator) {
      assertThat(allocator).isNotSameAs(given);
      assertThat(allocator.totalBlocks()).isZero();
    }

    @AfterAll
    void closeAllButOne() {
      blocks.removeLast().close();
    }
  }

  @LeakCheck
  static final class OuterClass {

    private static Block outer;

    @BeforeAll
    static void open(Allocator allocator) {
      outer = allocator.allocate(8);
    }

    @AfterAll
    static void close() {
      outer.close();
    }

    @Nested
    final class Inner {

      @BeforeAll
      static void leak(TrackingAllocator allocator) {
        assertThat(allocator.totalBlocks()).isZero();
        allocator.allocate(32);
      }

      @Test
      void passes() {
        assertThat(outer.byteSize()).isEqualTo(8);
      }
    }
  }

  @LeakCheck
  @ParameterizedClass
  @ValueSource(ints = {1, 2, 3})
  static final class ForEachArgument {

    private final int size;

    ForEachArgument(int size) {
      this.size = size;
    }

    @Test
    void leaksTheSecondTime(Allocator allocator) {
      Block block = allocator.allocate(size);
      if (size != 2) {
        block.close();
      }
    }
  }

  @LeakCheck
  static final class Arenas {

    @Test
    void closes(Arena arena, TrackingAllocator tracking) {
      try (arena) {
        arena.allocate(24);
        assertThat(tracking.liveBytes()).isEqualTo(24);
      }
    }

    @Test
    void leavesOpen(Arena arena) {
      arena.allocate(24);
    }

    @Test
    void leavesOpenAndLeaks(Arena arena, Allocator allocator) {
      arena.allocate(24);
      allocator.allocate(8);
    }

    @Test
    void bothParametersAreTheSameArena(Arena one, Arena other) {
      assertThat(one).isSameAs(other);
      one.close();
    }
  }

  @LeakCheck(quarantineBytes = 1 << 16)
  static final class Guarded {

    @Test
    void writesNowhereElse(Allocator allocator) {
      try (Block block = allocator.allocate(8)) {
        block.segment().fill((byte) 1);
      }
    }

    @Test
    void writesAfterClose(Allocator allocator) {
      Block block = allocator.allocate(8);
      MemorySegment segment = block.segment();
      block.close();
      segment.set(ValueLayout.JAVA_BYTE, 3, (byte) 1);
    }

    @Test
    void writesPastALeak(Allocator allocator) {
      MemorySegment segment = allocator.allocate(8).segment();
      byte[] array = (byte[]) segment.heapBase().orElseThrow();
      int past = Math.toIntExact(segment.address()) + 8 - BYTE_ARRAY_BASE;
      array[past] ^= 1;
    }

    /** A heap segment's address counts from the array's first element. */
    private static final int BYTE_ARRAY_BASE = Math.toIntExact(MemorySegment.ofArray(new byte[1]).address());
  }
}
