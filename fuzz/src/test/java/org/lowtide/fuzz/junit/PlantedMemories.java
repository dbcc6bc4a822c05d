package org.lowtide.fuzz.junit;

import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.alloc.Block;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.planted.PlantedPool;
import org.lowtide.memory.ArenaMemoryProvider;
import org.lowtide.memory.LegacyMemoryProvider;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryProvider;

/** Contract tests of memories, and of a pool, with planted bugs; each has to fail, and none is run but by {@link PlantedMemoriesTest}. */
final class PlantedMemories {

  private PlantedMemories() {}

  /** The old design, and nobody says that it is known. */
  static final class LegacyWithoutLedger extends MemoryContractTest {

    @Override
    protected MemoryProvider provider() {
      return new LegacyMemoryProvider();
    }

    @Override
    protected Ledger ledger() {
      return Ledger.EMPTY;
    }
  }

  /** Leaks 16 bytes each time that it is opened. */
  static final class LeakyArena extends MemoryContractTest {

    @Override
    protected MemoryProvider provider() {
      return new LeakyProvider();
    }
  }

  /** A pool that takes a second close. */
  static final class PoolThatClosesTwice extends AllocatorContractTest {

    @Override
    protected AllocatorProvider provider() {
      return PlantedPool.SECOND_CLOSE_IS_ACCEPTED;
    }
  }

  private static final class LeakyProvider implements MemoryProvider {

    private final MemoryProvider arena = new ArenaMemoryProvider();

    @Override
    public String name() {
      return "leaky";
    }

    @Override
    public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
      Memory memory = arena.open(allocator, initialCapacityBytes, limitBytes);
      forget(allocator);
      return memory;
    }

    private static void forget(Allocator allocator) {
      Block forgotten = allocator.allocate(16);
      forgotten.segment().fill((byte) 1);
    }
  }
}
