package org.lowtide.fuzz.conformance;

import java.util.List;
import org.lowtide.alloc.Allocator;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.vm.MemoryDeviation;
import org.lowtide.vm.MemoryListener;
import org.lowtide.vm.MemoryMode;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.Vm;

/** A machine for one case: every byte counted, and every deviation of its memories noted. */
final class Machine implements MemoryListener {

  private final TrackingAllocator allocator;
  private final Vm vm;
  private final List<Difference> differences;

  Machine(Schedule schedule, Allocator blocks, MemoryMode memory, List<Difference> differences) {
    this.allocator = TrackingAllocator.counting(blocks);
    this.vm = Vm.builder(schedule).allocator(allocator).memory(memory).memoryListener(this).build();
    this.differences = differences;
  }

  Vm vm() {
    return vm;
  }

  @Override
  public void deviated(MemoryDeviation deviation) {
    differences.add(
        Difference.ofMemory(
            "memory, " + deviation.what() + " after " + deviation.program().operations().size() + " operations",
            deviation.expected(),
            deviation.observed()));
  }

  /** Notes what the case left behind. */
  void checkNothingLive() {
    if (allocator.liveBytes() != 0 || allocator.liveBlocks() != 0) {
      differences.add(
          Difference.ofMemory("live bytes", "0", allocator.liveBytes() + " in " + allocator.liveBlocks() + " blocks"));
    }
  }
}
