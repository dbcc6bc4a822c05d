package org.lowtide.fuzz.cli;

import java.util.EnumSet;
import java.util.Set;
import org.lowtide.fuzz.exec.Pass;
import picocli.CommandLine.Option;

/** The options that say in which further ways each program is run. */
final class PassOptions {

  /** The most allocations of one program that are failed in turn. */
  static final int MAX_FAULTS = 256;

  @Option(
      names = "--faults",
      description = {
          "run each program again for each allocation that it makes, failing that one once, and then it and all that",
          "follow; what it finds has a program that arms the failure"
      })
  private boolean faults;

  @Option(
      names = "--poison",
      description = "run each program again over blocks full of other bytes: nothing that can be seen may depend on them")
  private boolean poison;

  @Option(names = "--twice", description = "run each program twice: nothing that can be seen may differ")
  private boolean twice;

  PassOptions() {}

  Set<Pass> passes() {
    Set<Pass> passes = EnumSet.noneOf(Pass.class);
    if (faults) {
      passes.add(Pass.FAULTS);
    }
    if (poison) {
      passes.add(Pass.POISON);
    }
    if (twice) {
      passes.add(Pass.TWICE);
    }
    return passes;
  }
}
