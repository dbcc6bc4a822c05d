package org.lowtide.fuzz.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.fuzz.bytecode.Witness;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.vm.MemoryMode;
import org.lowtide.vm.MemoryProgram;
import org.lowtide.vm.Schedule;

/**
 * Makes the machines of a run: each over the same blocks and on the same memory.
 *
 * @param oldMemory what the arena is compared with; null for the memory that is shipped
 * @param reporter writes the program of a deviation, and says where; null where nobody wants it
 * @param recorder is given what each transaction did to its memory; null where nobody wants it
 */
record MachineMaker(
    Allocator blocks,
    MemoryMode memory,
    @Nullable MemoryProvider oldMemory,
    @Nullable Consumer<MemoryProgram> recorder,
    @Nullable Function<MemoryProgram, @Nullable Path> reporter) {

  MachineMaker(Allocator blocks, MemoryMode memory, @Nullable MemoryProvider oldMemory) {
    this(blocks, memory, oldMemory, null, null);
  }

  /** The same, with a recorder. */
  MachineMaker recordingTo(Consumer<MemoryProgram> newRecorder) {
    return new MachineMaker(blocks, memory, oldMemory, newRecorder, reporter);
  }

  /** The same, with what writes the program of a deviation. */
  MachineMaker reportingTo(Function<MemoryProgram, @Nullable Path> newReporter) {
    return new MachineMaker(blocks, memory, oldMemory, recorder, newReporter);
  }

  Machine make(Schedule schedule, Limits limits, List<Difference> differences) {
    return new Machine(schedule, this, limits, differences, null);
  }

  /** A machine that somebody looks at. */
  Machine make(Schedule schedule, Limits limits, List<Difference> differences, @Nullable Witness witness) {
    return new Machine(schedule, this, limits, differences, witness);
  }
}
