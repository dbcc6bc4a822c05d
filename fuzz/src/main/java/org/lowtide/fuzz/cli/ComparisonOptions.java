package org.lowtide.fuzz.cli;

import java.util.EnumSet;
import java.util.Set;
import org.lowtide.fuzz.exec.Pass;
import picocli.CommandLine.Option;

/** The options that say which runs of one program are compared. */
final class ComparisonOptions {

  @Option(
      names = "--poison",
      description = "run each program again over blocks full of other bytes: nothing that can be seen may depend on them")
  private boolean poison;

  @Option(names = "--twice", description = "run each program twice: nothing that can be seen may differ")
  private boolean twice;

  ComparisonOptions() {}

  Set<Pass> passes() {
    Set<Pass> passes = EnumSet.noneOf(Pass.class);
    if (poison) {
      passes.add(Pass.POISON);
    }
    if (twice) {
      passes.add(Pass.TWICE);
    }
    return passes;
  }
}
