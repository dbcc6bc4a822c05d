package org.lowtide.fuzz.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.bytecode.Witness;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.vm.MemoryDeviation;
import org.lowtide.vm.MemoryListener;
import org.lowtide.vm.MemoryProgram;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.Vm;

/** A machine for one case: every byte counted, and every deviation of its memories noted. */
final class Machine implements MemoryListener {

  private final TrackingAllocator allocator;
  private final Vm vm;
  private final List<Difference> differences;
  private final @Nullable Consumer<MemoryProgram> recorder;
  private final @Nullable Function<MemoryProgram, @Nullable Path> reporter;

  Machine(
      Schedule schedule, MachineMaker settings, Limits limits, List<Difference> differences,
      @Nullable Witness witness) {
    this.recorder = settings.recorder();
    this.reporter = settings.reporter();
    this.allocator = TrackingAllocator.counting(limits.failure().on(settings.blocks()));
    Vm.Builder builder =
        Vm.builder(schedule).allocator(allocator).memory(settings.memory()).memoryListener(this)
            .memoryLimitBytes(limits.memoryBytes());
    if (witness != null) {
      builder.tracer(witness);
    }
    MemoryProvider oldMemory = settings.oldMemory();
    this.vm = oldMemory == null ? builder.build() : builder.oldMemory(oldMemory).build();
    this.differences = differences;
  }

  Vm vm() {
    return vm;
  }

  @Override
  public boolean records() {
    return recorder != null;
  }

  @Override
  public void recorded(MemoryProgram program) {
    if (recorder != null) {
      recorder.accept(program);
    }
  }

  @Override
  public void deviated(MemoryDeviation deviation) {
    differences.add(
        Difference.ofMemory(
            "memory, " + deviation.what() + " after " + deviation.program().operations().size() + " operations",
            deviation.expected(),
            deviation.observed()).shownBy(reporter == null ? null : reporter.apply(deviation.program())));
  }

  /** Notes what the case left behind, and what it gave back twice, even where the memory swallowed the exception. */
  void checkBlocks() {
    if (allocator.liveBytes() != 0 || allocator.liveBlocks() != 0) {
      differences.add(
          Difference.ofMemory("live bytes", "0", allocator.liveBytes() + " in " + allocator.liveBlocks() + " blocks"));
    }
    if (allocator.wrongFrees() != 0) {
      differences.add(Difference.ofMemory("wrong frees", "0", Long.toString(allocator.wrongFrees())));
    }
  }
}
