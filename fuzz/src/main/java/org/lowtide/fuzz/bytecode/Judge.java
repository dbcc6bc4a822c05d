package org.lowtide.fuzz.bytecode;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Rule;
import org.lowtide.leak.PoisoningAllocator;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.vm.BlockContext;
import org.lowtide.vm.MemoryDeviation;
import org.lowtide.vm.MemoryListener;
import org.lowtide.vm.MemoryMode;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.Vm;
import org.lowtide.vm.World;

/**
 * Runs a case on the arena, on another memory, and on both in lockstep, and says what is wrong: gas, end, output, logs
 * and state have to be the arena's, nothing may be thrown, nothing may stay live, and no block be given back twice.
 *
 * <p>What would be the same on every memory is looked at by a {@link Witness}, which the run on the arena has.
 *
 * <p>Where allocations fail the memories may end differently, as they allocate at different points; the rest holds. All
 * blocks are poisoned: who takes a fresh one for zeros, or reads one that was given back, differs.
 *
 * <p>Thread rule: confined to one thread.
 */
public final class Judge {

  private static final String ARENA = MemoryMode.ARENA.word();
  private static final String SHADOW = MemoryMode.SHADOW.word();
  private static final byte FRESH = (byte) 0xf5;
  private static final byte FREED = (byte) 0xfd;

  private final Allocator blocks;
  private final MemoryProvider oldMemory;
  private final String oldName;
  private final List<String> subjects;
  private final MachineProgress progress = new MachineProgress();

  /**
   * Makes a judge.
   *
   * @param blocks where the bytes come from
   * @param oldMemory what the machine runs on besides the arena, and in lockstep with it
   */
  public Judge(Allocator blocks, MemoryProvider oldMemory) {
    this(blocks, oldMemory, oldMemory.name(), subjects(oldMemory.name()));
  }

  private Judge(Allocator blocks, MemoryProvider oldMemory, String oldName, List<String> subjects) {
    this.blocks = blocks;
    this.oldMemory = oldMemory;
    this.oldName = oldName;
    this.subjects = subjects;
  }

  /**
   * What the machine runs on, by the names that findings have.
   *
   * @param oldMemory the name of the memory besides the arena
   * @return the arena, that memory, and the two in lockstep
   */
  public static List<String> subjects(String oldMemory) {
    return List.of(ARENA, oldMemory, SHADOW);
  }

  /**
   * The setting that a subject stands for.
   *
   * @param subject one of {@link #subjects(String)}
   * @return legacy for what is neither the arena nor the two in lockstep
   */
  public static MemoryMode mode(String subject) {
    return subject.equals(ARENA) ? MemoryMode.ARENA
        : subject.equals(SHADOW) ? MemoryMode.SHADOW : MemoryMode.LEGACY;
  }

  /**
   * What this judge reports of.
   *
   * @return names
   */
  public List<String> subjects() {
    return subjects;
  }

  /**
   * A judge that reports of one subject alone; the arena runs all the same, for what it says.
   *
   * @param subject one of {@link #subjects()}
   * @return another judge, with a progress of its own
   */
  public Judge only(String subject) {
    return new Judge(blocks, oldMemory, oldName, List.of(subject));
  }

  /** The same, with a progress of its own. */
  Judge withOwnProgress() {
    return new Judge(blocks, oldMemory, oldName, subjects);
  }

  /**
   * Where this judge is.
   *
   * @return the one object that is kept up to date
   */
  public MachineProgress progress() {
    return progress;
  }

  /**
   * Runs a case.
   *
   * @param vmCase the case
   * @return what is wrong: at most one finding for each subject
   */
  public List<Finding> findings(VmCase vmCase) {
    List<Finding> findings = new ArrayList<>();
    Observed expected = run(vmCase, ARENA, null, findings);
    if (expected != null) {
      for (String subject : List.of(oldName, SHADOW)) {
        if (subjects.contains(subject)) {
          run(vmCase, subject, expected, findings);
        }
      }
    }
    return findings.stream().filter(each -> subjects.contains(each.subject())).toList();
  }

  /** Runs a case on the arena; null where that throws or is cut short. */
  @Nullable Observed arena(VmCase vmCase) {
    return run(vmCase, ARENA, null, new ArrayList<>());
  }

  /**
   * What a case should come to that shows a finding.
   *
   * @param vmCase the case
   * @param finding what it shows
   * @return what the arena makes of it; null where allocations fail, or where the arena itself is at fault
   */
  public @Nullable Observed expected(VmCase vmCase, Finding finding) {
    boolean unknown =
        vmCase.failsAllocations() || finding.rule() == Rule.V2
            || (finding.subject().equals(ARENA) && finding.rule() != Rule.V3);
    return unknown ? null : arena(vmCase);
  }

  private @Nullable Observed run(
      VmCase vmCase, String subject, @Nullable Observed expected, List<Finding> findings) {
    List<Finding> told = new ArrayList<>();
    progress.begin(subject);
    Observed observed = run(vmCase, subject, told, false);
    progress.end();
    if (observed != null && expected != null && comparable(vmCase, expected)) {
      Observed.Difference difference = expected.firstDifference(observed);
      if (difference != null) {
        told.add(
            MachineFindings.otherwise(subject, difference.part(), difference.expected(), difference.observed()));
      }
    }
    told.stream().findFirst().ifPresent(findings::add);
    return observed;
  }

  /** Runs a case once; null where it throws or is cut short. */
  private @Nullable Observed run(
      VmCase vmCase, String subject, List<Finding> told, boolean withSites) {
    Allocator poisoned = vmCase.failure().on(new PoisoningAllocator(blocks, FRESH, FREED));
    TrackingAllocator allocator =
        withSites ? TrackingAllocator.withSites(poisoned) : TrackingAllocator.counting(poisoned);
    Observed observed = null;
    World world = vmCase.world();
    Witness witness = subject.equals(ARENA) ? new Witness(vmCase.schedule() != Schedule.FRONTIER) : null;
    InstructionBudget tracer = witness == null ? new InstructionBudget() : witness;
    try {
      Vm vm = machine(vmCase, subject, allocator, told, tracer);
      observed = new Observed(vm.execute(world, block(), vmCase.frame()), world);
    } catch (InstructionBudget.SpentException e) {
      // The same for all, and no fault; but what it held has to be given back.
    } catch (RuntimeException | Error e) { // the machine promises to throw none
      told.add(MachineFindings.thrown(subject, e));
    }
    Observed.Difference seen = witness == null ? null : witness.first();
    if (seen != null) {
      told.add(MachineFindings.wrong(subject, seen.part(), seen.expected(), seen.observed()));
    }
    if (allocator.liveBytes() != 0 || allocator.liveBlocks() != 0) {
      told.add(withSites ? MachineFindings.leak(subject, allocator.report()) : leak(vmCase, subject, allocator));
    }
    if (allocator.wrongFrees() != 0) {
      told.add(MachineFindings.wrongFrees(subject, allocator.wrongFrees()));
    }
    return observed;
  }

  /** Runs the case once more, to know where it was allocated. */
  private Finding leak(VmCase vmCase, String subject, TrackingAllocator allocator) {
    List<Finding> again = new ArrayList<>();
    run(vmCase, subject, again, true);
    return again.stream().filter(each -> each.kind() == FindingKind.LEAK).findFirst()
        .orElseGet(() -> MachineFindings.leak(subject, allocator.report()));
  }

  /** What met a precompiled contract that the machine has not says nothing of how it ends. */
  private static boolean comparable(VmCase vmCase, Observed expected) {
    return !vmCase.failsAllocations() && expected.result().unsupported().isEmpty();
  }

  private Vm machine(
      VmCase vmCase, String subject, Allocator allocator, List<Finding> told, InstructionBudget tracer) {
    MemoryListener listener = new MemoryListener() {
      @Override
      public void deviated(MemoryDeviation deviation) {
        told.add(
            MachineFindings.otherwise(
                subject, "memory", deviation.what() + " " + deviation.expected(), deviation.observed()));
      }
    };
    return Vm.builder(vmCase.schedule()).allocator(allocator).memory(mode(subject)).oldMemory(oldMemory)
        .memoryLimitBytes(vmCase.memoryLimitBytes()).memoryListener(listener).tracer(tracer).build();
  }

  /** The block of {@link CaseVector}: the first, before which there is none to ask the hash of. */
  static BlockContext block() {
    return new BlockContext(
        0, 1, CaseVector.BLOCK_GAS, VmCase.CALLER, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, 1,
        _ -> new byte[32]);
  }
}
