package org.lowtide.fuzz.conformance;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.vm.MemoryMode;
import org.lowtide.vm.MemoryProgram;
import org.lowtide.vm.Schedule;

/**
 * Makes the machines of a run: each over the same blocks and on the same memory.
 *
 * @param oldMemory what the arena is compared with; null for the memory that is shipped
 * @param recorder is given what each transaction did to its memory; null where nobody wants it
 */
record MachineMaker(
    Allocator blocks,
    MemoryMode memory,
    @Nullable MemoryProvider oldMemory,
    @Nullable Consumer<MemoryProgram> recorder) {

  MachineMaker(Allocator blocks, MemoryMode memory, @Nullable MemoryProvider oldMemory) {
    this(blocks, memory, oldMemory, null);
  }

  /** The same, with a recorder. */
  MachineMaker recordingTo(Consumer<MemoryProgram> newRecorder) {
    return new MachineMaker(blocks, memory, oldMemory, newRecorder);
  }

  Machine make(Schedule schedule, Limits limits, List<Difference> differences) {
    return new Machine(schedule, this, limits, differences);
  }
}
