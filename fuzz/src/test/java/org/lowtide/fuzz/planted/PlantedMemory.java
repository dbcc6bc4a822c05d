package org.lowtide.fuzz.planted;

import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Rule;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryException.Kind;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.memory.MemoryV2;

/**
 * Memories with one fault each, over one that has none: what the executor must find, under which kind and rule, and how
 * many operations the smallest program needs.
 */
public enum PlantedMemory implements MemoryProvider {
  LEAKS_ON_EVERY_THIRD_REVERT(FindingKind.LEAK, Rule.M13, 6) {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      return new LeakingRevert(root, allocator, new int[1]);
    }
  },
  SHOWS_STALE_BYTES(FindingKind.DIRTY_READ, Rule.M7, 3) {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      return new StaleBytes(root);
    }
  },
  LOSES_A_BLOCK_WHEN_AN_ALLOCATION_FAILS(FindingKind.LEAK, Rule.M13, 2) {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      return new LosingFailure(root, allocator);
    }
  },
  COUNTS_THE_OPEN_CHILD(FindingKind.DIVERGENCE, Rule.M2, 2) {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      return new CountedChild(root);
    }
  },
  COMMIT_FORGETS_SIZE(FindingKind.DIVERGENCE, Rule.M4, 3) {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      return new ForgottenCommit(root);
    }
  },
  FREES_TWICE_AT_CLOSE(FindingKind.DOUBLE_FREE, Rule.M13, 0) {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      return new DoubleFree(root, allocator);
    }
  },
  ENDED_HANDLE_READS(FindingKind.USE_AFTER_CLOSE, Rule.M6, 2) {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      return new ReadingAfterEnd(root);
    }
  },
  LIMIT_IS_OFF_BY_ONE(FindingKind.LIMIT, Rule.M9, 1) {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      LooseLimit loose = new LooseLimit(root, new long[1]);
      loose.setLimit(root.limit());
      return loose;
    }
  },
  THROWS_INDEX_OUT_OF_BOUNDS(FindingKind.CRASH, Rule.M8, 1) {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      return new UncheckedOffset(root);
    }
  },
  RETURNS_ITS_ARRAY(FindingKind.DIVERGENCE, Rule.M8, 3) {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      return new SharedSnapshot(root);
    }
  },
  COUNTS_WORDS_FROM_THE_ARENA(FindingKind.DIVERGENCE, Rule.M5, 3) {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      return new AbsoluteWords(root);
    }
  };

  /** The kind that the executor must report it under. */
  public final FindingKind kind;

  /** The rule that it breaks. */
  public final Rule rule;

  /** The operations of the program that the first such finding shrinks to. */
  public final int smallest;

  PlantedMemory(FindingKind kind, Rule rule, int smallest) {
    this.kind = kind;
    this.rule = rule;
    this.smallest = smallest;
  }

  abstract Memory plant(Memory root, Allocator allocator);

  @Override
  public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    Memory root = MemoryV2.open(allocator, initialCapacityBytes, limitBytes);
    try {
      return plant(root, allocator);
    } catch (AllocationFailedException e) {
      root.close();
      throw new MemoryException(Kind.OUT_OF_MEMORY, "no room for a block", e);
    }
  }
}
