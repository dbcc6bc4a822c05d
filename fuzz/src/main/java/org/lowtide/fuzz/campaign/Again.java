package org.lowtide.fuzz.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lowtide.fuzz.exec.Comparing;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.FaultPrograms;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Pass;
import org.lowtide.fuzz.op.Program;

/**
 * Runs programs of a campaign again: each in the ways that are asked for, and of all one in 64, and each that has just
 * shown something new, twice.
 *
 * <p>Thread rule: confined to one thread.
 */
final class Again {

  /** One program in this many is run twice where that is not asked for. Which ones, the seed says. */
  private static final int SAMPLE = 64;

  /** The most allocations of one program that are failed in turn: a long one would take the whole run. */
  private static final int MAX_FAULTS = 16;

  private final Executor executor;
  private final Comparing always;
  private final Comparing twice;
  private final Set<Pass> passes;
  private final long seed;

  Again(Executor executor, Set<Pass> passes, long seed) {
    this.executor = executor;
    this.passes = passes;
    this.seed = seed;
    this.always = new Comparing(executor, passes);
    Set<Pass> more = EnumSet.of(Pass.TWICE);
    more.addAll(passes);
    this.twice = new Comparing(executor, more);
  }

  /** What running a program again shows, and what shows it. */
  List<Shown> run(Program program, byte[] bytes, boolean news) {
    List<Shown> shown = new ArrayList<>();
    boolean sampled = Math.floorMod(mix(Arrays.hashCode(bytes) ^ seed), SAMPLE) == 0;
    add(shown, program, (news || sampled ? twice : always).compare(program));
    if (passes.contains(Pass.FAULTS)) {
      for (Program fault : new FaultPrograms(executor, MAX_FAULTS).of(program)) {
        add(shown, fault, executor.run(fault).findings());
      }
    }
    return shown;
  }

  /** Spreads what differs in a few low bits over the high ones, and takes those. */
  private static int mix(long value) {
    return (int) ((value * 0x9E3779B97F4A7C15L) >>> Integer.SIZE);
  }

  private static void add(List<Shown> shown, Program program, List<Finding> findings) {
    if (!findings.isEmpty()) {
      shown.add(new Shown(program, findings));
    }
  }

  /**
   * What a program has shown.
   *
   * @param program the program
   * @param findings at least one
   */
  record Shown(Program program, List<Finding> findings) {}
}
