package org.lowtide.fuzz.planted;

import java.lang.foreign.ValueLayout;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Pass;
import org.lowtide.fuzz.exec.Rule;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.memory.MemoryV2;

/** Memories whose fault one run of a program without armed failures does not show: what a further pass must find. */
public enum HiddenMemory implements MemoryProvider {
  /** What is held depends on how many memories there were before. */
  COUNTS_MEMORIES(Pass.TWICE, FindingKind.NONDETERMINISM, Rule.M14, "size\n") {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      return new Hoarding(root, ++opened);
    }
  },
  /** What is held depends on where the object happens to be. */
  KNOWS_ITS_IDENTITY(Pass.TWICE, FindingKind.NONDETERMINISM, Rule.M14, "size\n") {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      return new Hoarding(root, System.identityHashCode(root));
    }
  },
  /** A byte that nobody wrote says how much is held. */
  READS_A_HINT(Pass.POISON, FindingKind.DIRTY_READ, Rule.M7, "size\n") {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      return new Hoarding(root, firstByte(allocator) & 0xFF);
    }
  },
  /** A byte that nobody wrote is a flag, which is unset over most bytes. */
  READS_A_FLAG(Pass.POISON, FindingKind.DIRTY_READ, Rule.M7, "setByte 0 0x07\n") {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      if (firstByte(allocator) == 1) {
        root.resize(1);
      }
      return root;
    }
  },
  /** A growth that fails changes a byte in the middle. */
  FAILURE_CHANGES_A_BYTE(Pass.FAULTS, FindingKind.BROKEN_GUARANTEE, Rule.M12,
      "resize 1000\nensureCapacity 5000\ngetByte 500\n") {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      return new Failing(root, () -> root.setByte(500, (byte) 1));
    }
  },
  /** A growth that fails loses a block. */
  FAILURE_LEAKS(Pass.FAULTS, FindingKind.LEAK, Rule.M13, "resize 1000\nensureCapacity 5000\n") {
    @Override
    Memory plant(Memory root, Allocator allocator) {
      return new Failing(root, () -> allocator.allocate(16));
    }
  };

  private static int opened;

  /** The pass that shows it. */
  public final Pass pass;

  /** The kind that it is shown as. */
  public final FindingKind kind;

  /** The rule that it breaks. */
  public final Rule rule;

  /** The operations of a program that shows it with the pass, and nothing without. */
  public final String operations;

  HiddenMemory(Pass pass, FindingKind kind, Rule rule, String operations) {
    this.pass = pass;
    this.kind = kind;
    this.rule = rule;
    this.operations = operations;
  }

  abstract Memory plant(Memory root, Allocator allocator);

  @Override
  public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    Memory root = MemoryV2.open(allocator, initialCapacityBytes, limitBytes);
    try {
      return plant(root, allocator);
    } catch (AllocationFailedException e) {
      root.close();
      throw new MemoryException(MemoryException.Kind.OUT_OF_MEMORY, "no room for a block", e);
    }
  }

  private static byte firstByte(Allocator allocator) {
    try (Block block = allocator.allocate(8)) {
      return block.segment().get(ValueLayout.JAVA_BYTE, 0);
    }
  }

  /** Says that it holds more than it does. */
  private static final class Hoarding extends DelegatingMemory {

    private final long more;

    Hoarding(Memory inner, long more) {
      super(inner);
      this.more = more;
    }

    @Override
    Memory child(Memory opened) {
      return new Hoarding(opened, more);
    }

    @Override
    public long sharedCapacity() {
      return inner.sharedCapacity() + more;
    }
  }

  /** Does something where a change of the root runs out of memory. */
  private static final class Failing extends DelegatingMemory {

    private final Runnable onFailure;

    Failing(Memory inner, Runnable onFailure) {
      super(inner);
      this.onFailure = onFailure;
    }

    @Override
    Memory child(Memory opened) {
      return opened;
    }

    @Override
    void change(Runnable call) {
      try {
        call.run();
      } catch (MemoryException e) {
        if (e.kind() == MemoryException.Kind.OUT_OF_MEMORY && inner.size() > 500) {
          try {
            onFailure.run();
          } catch (RuntimeException _) {
            // Out of memory still.
          }
        }
        throw e;
      }
    }
  }
}
