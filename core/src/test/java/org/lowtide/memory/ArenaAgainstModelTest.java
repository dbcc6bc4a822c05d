package org.lowtide.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;
import org.lowtide.memory.MemoryException.Kind;
import org.lowtide.memory.RandomCalls.Call;

/** Random calls on any handle, open or ended, of {@link MemoryV2} and of the model, compared after each. */
final class ArenaAgainstModelTest {

  private static final long SEED = 20_261_122;
  private static final int CALLS_PER_MEMORY = 500;

  @Test
  void agreesOnHeap() {
    run(new HeapAllocator(), 100);
  }

  @Test
  void agreesOnNative() {
    run(new NativeAllocator(), 50);
  }

  @Test
  void agreesOnDirtySlices() {
    run(new DirtySliceAllocator(), 50);
  }

  private static void run(Allocator blocks, int memories) {
    for (int i = 0; i < memories; i++) {
      new Run(blocks, SEED + i).run();
    }
  }

  /** One memory and its model. */
  private static final class Run {

    private final long seed;
    private final Random random;
    private final CountingAllocator allocator;
    private final long initialCapacity;
    private final List<Memory> subjects = new ArrayList<>();
    private final List<Memory> models = new ArrayList<>();
    private long largest;

    Run(Allocator blocks, long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.allocator = new CountingAllocator(blocks);
      this.initialCapacity = random.nextInt(4) * 50L;
      long limit = initialCapacity + random.nextInt(6000);
      subjects.add(MemoryV2.open(allocator, initialCapacity, limit));
      models.add(new NaiveMemory(limit));
    }

    void run() {
      for (int i = 0; i < CALLS_PER_MEMORY; i++) {
        int handle = aim();
        Call call = RandomCalls.next(random, (NaiveMemory) models.get(handle));
        String where = "seed %d, call %d: %s on handle %d".formatted(seed, i, call.name(), handle);
        if (random.nextInt(8) == 0) {
          allocator.failAlways();
        }
        step(call, handle, where);
        allocator.recover();
        checkIntegrity(where);
      }
      subjects.getFirst().close();
      assertThat(allocator.liveBlocks()).as("seed %d", seed).isZero();
    }

    /** Mostly the innermost; else any, ended ones too. */
    private int aim() {
      List<NaiveMemory> open = ((NaiveMemory) models.getFirst()).openContexts();
      return random.nextInt(5) == 0 ? random.nextInt(models.size()) : models.indexOf(open.getLast());
    }

    private void step(Call call, int handle, String where) {
      long failuresBefore = allocator.failures();
      Object observed = outcome(call, subjects.get(handle));
      if (observed == Kind.OUT_OF_MEMORY) {
        assertThat(allocator.failures()).as(where).isGreaterThan(failuresBefore);
        return; // and the model stays as it was
      }
      Object expected = outcome(call, models.get(handle));
      if (expected instanceof Memory child) {
        models.add(child);
        assertThat(observed).as(where).isInstanceOf(Memory.class);
        subjects.add((Memory) observed);
      } else {
        assertThat(observed).as(where).isEqualTo(expected);
      }
    }

    private static Object outcome(Call call, Memory memory) {
      try {
        Object result = call.body().apply(memory);
        return result instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : result;
      } catch (MemoryException e) {
        return e.kind();
      }
    }

    private void checkIntegrity(String where) {
      List<NaiveMemory> open = ((NaiveMemory) models.getFirst()).openContexts();
      for (NaiveMemory model : open) {
        Memory subject = subjects.get(models.indexOf(model));
        if (subject.size() != model.size() || subject.limit() != model.limit()
            || subject.sharedSize() != model.sharedSize() || !Arrays.equals(subject.snapshot(), model.snapshot())) {
          assertThat(subject.toHex()).as(where).isEqualTo(model.toHex());
          throw new AssertionError(where + ": sizes or limits differ");
        }
      }
      Memory root = subjects.getFirst();
      long shared = root.sharedSize();
      largest = Math.max(largest, shared);
      MemorySegment block = allocator.onlyBlock();
      assertThat(block.byteSize()).as(where).isEqualTo(root.sharedCapacity())
          .isBetween(Math.max(initialCapacity, shared), initialCapacity + 2 * largest + (64 << 10));
      for (byte b : block.asSlice(shared).toArray(ValueLayout.JAVA_BYTE)) {
        if (b != 0) {
          throw new AssertionError(where + ": a byte past the last context is not zero");
        }
      }
    }
  }
}
