package org.lowtide.fuzz.cli;

import java.util.Set;
import org.lowtide.fuzz.exec.Pass;
import picocli.CommandLine.Mixin;
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

  @Mixin
  private ComparisonOptions comparisons = new ComparisonOptions();

  PassOptions() {}

  Set<Pass> passes() {
    Set<Pass> passes = comparisons.passes();
    if (faults) {
      passes.add(Pass.FAULTS);
    }
    return passes;
  }
}
