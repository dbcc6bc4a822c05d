package org.lowtide.fuzz.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.vm.MemoryMode;
import org.lowtide.vm.Schedule;

/** Makes the machines of a run: each over the same blocks and on the same memory. */
record MachineMaker(Allocator blocks, MemoryMode memory, @Nullable MemoryProvider oldMemory) {

  Machine make(Schedule schedule, List<Difference> differences) {
    return new Machine(schedule, this, differences);
  }
}
