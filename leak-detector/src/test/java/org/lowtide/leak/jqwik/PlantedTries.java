package org.lowtide.leak.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeProperty;
import net.jqwik.api.lifecycle.BeforeTry;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.leak.TrackingLevel;

/** Properties with planted leaks, run by {@link LeakCheckTriesTest}: as nested classes they are found by no build. */
final class PlantedTries {

  private PlantedTries() {}

  @LeakCheckTries
  static final class Leaks {

    /** The samples that leaked, in order; the last is what they shrank to. */
    static final List<List<Integer>> leaked = new CopyOnWriteArrayList<>();

    @Property(seed = "7", tries = 200)
    void leaksWhereANumberIsLarge(@ForAll List<@IntRange(max = 1000) Integer> sizes, TrackingAllocator allocator) {
      assertThat(allocator.level()).isEqualTo(TrackingLevel.COUNT);
      for (int size : sizes) {
        Block block = allocator.allocate(1 + size);
        if (size < 100) {
          block.close();
        }
      }
      if (allocator.liveBlocks() > 0) {
        leaked.add(List.copyOf(sizes));
      }
    }

    @Property(seed = "7", tries = 50)
    void frees(@ForAll @IntRange(min = 1, max = 100) int size, Allocator allocator) {
      allocator.allocate(size).close();
    }

    @Property(seed = "7", tries = 50)
    void takesNone(@ForAll @IntRange(min = 1, max = 9) int number) {
      assertThat(number).isPositive();
    }
  }

  @LeakCheckTries
  static final class Failing {

    @Example
    void failsAndLeaks(Allocator allocator) {
      allocator.allocate(8);
      throw new IllegalStateException("its own failure");
    }

    @Example
    boolean isFalseAndLeaks(Allocator allocator) {
      return allocator.allocate(8).byteSize() != 8;
    }

    @Property(seed = "7", tries = 20)
    void discardsAndLeaks(@ForAll boolean ignored, Allocator allocator) {
      Assume.that(allocator.allocate(8).byteSize() != 8);
    }
  }

  @LeakCheckTries
  static final class Lifecycle {

    static final AtomicInteger closed = new AtomicInteger();

    private Block opened;

    @BeforeTry
    void open(Allocator allocator) {
      opened = allocator.allocate(24);
    }

    @AfterTry
    void close(TrackingAllocator allocator) {
      assertThat(allocator.liveBytes()).isGreaterThanOrEqualTo(24);
      opened.close();
      closed.incrementAndGet();
    }

    @Example
    void keeps(TrackingAllocator allocator) {
      assertThat(allocator.totalBlocks()).isEqualTo(1);
    }

    @Example
    void leaksAnother(Allocator allocator) {
      allocator.allocate(8);
    }
  }

  @LeakCheckTries
  static final class FailsAfterTry {

    @AfterTry
    void fails() {
      throw new IllegalStateException("its own failure");
    }

    @Example
    void leaks(Allocator allocator) {
      allocator.allocate(8);
    }
  }

  @LeakCheckTries(nativeMemory = true, limitBytes = 100)
  static final class Settings {

    static final List<MemorySegment> leaked = new CopyOnWriteArrayList<>();

    @Example
    void leaksOffHeap(Allocator allocator) {
      MemorySegment segment = allocator.allocate(8).segment();
      assertThat(segment.isNative()).isTrue();
      leaked.add(segment);
    }

    @Example
    void failsAtTheLimit(Allocator allocator) {
      try {
        allocator.allocate(101);
      } catch (AllocationFailedException e) {
        return;
      }
      throw new AssertionError("above the limit");
    }

    @Example
    @LeakCheckTries(level = TrackingLevel.SITES)
    void onTheMethodTakesItsPlace(TrackingAllocator allocator) {
      assertThat(allocator.level()).isEqualTo(TrackingLevel.SITES);
      try (Block block = allocator.allocate(101)) {
        assertThat(block.segment().isNative()).isFalse();
      }
    }

    @Group
    @SuppressWarnings("ClassCanBeStatic") // jqwik wants groups to be inner classes
    class Inner {

      @Example
      void hasThoseOfTheClassAround(Allocator allocator) {
        try (Block block = allocator.allocate(8)) {
          assertThat(block.segment().isNative()).isTrue();
        }
      }
    }
  }

  @LeakCheckTries
  static final class Arenas {

    @Example
    void closes(Arena arena, TrackingAllocator allocator) {
      arena.allocate(16);
      assertThat(allocator.liveBytes()).isEqualTo(16);
      arena.close();
    }

    @Example
    void leavesOpen(Arena arena) {
      arena.allocate(16);
    }
  }

  static final class ByHand {

    @Example
    @AddLifecycleHook(LeakCheckHook.class)
    void leaks(Allocator allocator) {
      allocator.allocate(8);
    }
  }

  @LeakCheckTries
  static final class Changes {

    private static final AtomicInteger runs = new AtomicInteger();

    @Example
    void leaksOnce(Allocator allocator) {
      Block block = allocator.allocate(8);
      if (runs.incrementAndGet() % 2 == 0) {
        block.close();
      }
    }
  }

  @LeakCheckTries
  static final class Outside {

    @BeforeProperty
    void wants(Allocator allocator) {
      allocator.allocate(8);
    }

    @Example
    void neverRuns() {
      assertThat(this).isNull();
    }
  }

  @LeakCheckTries(limitBytes = -5)
  static final class Wrong {

    @Example
    void neverRuns(Allocator allocator) {
      assertThat(allocator).isNull();
    }
  }
}
