package org.lowtide.fuzz.cli;

import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.op.Target;

/** What the verb fuzz can be asked to fuzz. */
enum Fuzzed {
  MEMORY,
  ALLOCATOR,
  VM;

  /** The contract whose subjects are fuzzed in lockstep with a model; null for the machine, which is its own subject. */
  @Nullable Target contract() {
    return switch (this) {
      case MEMORY -> Target.MEMORY;
      case ALLOCATOR -> Target.ALLOCATOR;
      case VM -> null;
    };
  }
}
