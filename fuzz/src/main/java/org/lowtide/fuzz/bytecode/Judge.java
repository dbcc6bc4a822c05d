package org.lowtide.fuzz.bytecode;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.leak.FailingAllocator;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.vm.BlockContext;
import org.lowtide.vm.MemoryDeviation;
import org.lowtide.vm.MemoryListener;
import org.lowtide.vm.MemoryMode;
import org.lowtide.vm.Vm;
import org.lowtide.vm.World;

/**
 * Runs a case on the arena, on the old memory, and on both in lockstep, and says what is wrong: gas, end, output, logs
 * and state have to be the arena's, nothing may be thrown, and nothing may stay live.
 *
 * <p>Where allocations fail the memories may end differently, as they allocate at different points; the rest holds.
 *
 * <p>Thread rule: confined to one thread.
 */
public final class Judge {

  private final Allocator blocks;
  private final @Nullable MemoryProvider oldMemory;

  /**
   * Makes a judge.
   *
   * @param blocks where the bytes come from
   * @param oldMemory what is compared with the arena; null for the memory that is shipped
   */
  public Judge(Allocator blocks, @Nullable MemoryProvider oldMemory) {
    this.blocks = blocks;
    this.oldMemory = oldMemory;
  }

  /**
   * Runs a case.
   *
   * @param vmCase the case
   * @return what is wrong: at most one finding for each memory
   */
  public List<VmFinding> findings(VmCase vmCase) {
    List<VmFinding> findings = new ArrayList<>();
    Observed expected = run(vmCase, MemoryMode.ARENA, null, findings);
    if (expected != null) {
      run(vmCase, MemoryMode.LEGACY, expected, findings);
      run(vmCase, MemoryMode.SHADOW, expected, findings);
    }
    return findings;
  }

  /** Runs a case on the arena; null where that throws. */
  @Nullable Observed arena(VmCase vmCase) {
    return run(vmCase, MemoryMode.ARENA, null, new ArrayList<>());
  }

  private @Nullable Observed run(
      VmCase vmCase, MemoryMode memory, @Nullable Observed expected, List<VmFinding> findings) {
    long fails = vmCase.failAllocation();
    TrackingAllocator allocator =
        TrackingAllocator.counting(fails == 0 ? blocks : FailingAllocator.failOnce(blocks, fails));
    List<VmFinding> told = new ArrayList<>();
    Observed observed = null;
    try {
      World world = vmCase.world();
      observed = new Observed(machine(vmCase, memory, allocator, told).execute(world, block(), vmCase.frame()), world);
    } catch (RuntimeException | Error e) { // the machine promises to throw none
      told.add(new VmFinding(FindingKind.CRASH, memory, "exception", "none", e.toString()));
    }
    if (allocator.liveBytes() != 0 || allocator.liveBlocks() != 0) {
      told.add(
          new VmFinding(
              FindingKind.LEAK, memory, "live bytes", "0",
              allocator.liveBytes() + " in " + allocator.liveBlocks() + " blocks"));
    }
    if (observed != null && expected != null && comparable(vmCase, expected)) {
      Observed.Difference difference = expected.firstDifference(observed);
      if (difference != null) {
        told.add(
            new VmFinding(
                FindingKind.DIVERGENCE, memory, difference.part(), difference.expected(), difference.observed()));
      }
    }
    told.stream().findFirst().ifPresent(findings::add);
    return observed;
  }

  /** What met a precompiled contract that the machine has not says nothing of how it ends. */
  private static boolean comparable(VmCase vmCase, Observed expected) {
    return !vmCase.failsAllocations() && expected.result().unsupported().isEmpty();
  }

  private Vm machine(VmCase vmCase, MemoryMode memory, Allocator allocator, List<VmFinding> told) {
    MemoryListener listener = new MemoryListener() {
      @Override
      public void deviated(MemoryDeviation deviation) {
        told.add(
            new VmFinding(
                FindingKind.DIVERGENCE, memory, "memory", deviation.what() + " " + deviation.expected(),
                deviation.observed()));
      }
    };
    Vm.Builder builder =
        Vm.builder(vmCase.schedule()).allocator(allocator).memory(memory)
            .memoryLimitBytes(vmCase.memoryLimitBytes()).memoryListener(listener);
    return oldMemory == null ? builder.build() : builder.oldMemory(oldMemory).build();
  }

  /** The block of {@link CaseVector}: the first, before which there is none to ask the hash of. */
  private static BlockContext block() {
    return new BlockContext(
        0, 1, CaseVector.BLOCK_GAS, VmCase.CALLER, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, 1,
        _ -> new byte[32]);
  }
}
