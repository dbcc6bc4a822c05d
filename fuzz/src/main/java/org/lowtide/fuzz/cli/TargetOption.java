package org.lowtide.fuzz.cli;

import org.lowtide.fuzz.op.Target;
import picocli.CommandLine.Option;

/** The option that says which contract it is about. */
final class TargetOption {

  @Option(
      names = "--target",
      paramLabel = "memory|allocator",
      defaultValue = "memory",
      description = "what the subjects are: memories, or allocators and pools (default ${DEFAULT-VALUE})")
  private Target value = Target.MEMORY;

  TargetOption() {}

  Target value() {
    return value;
  }
}
