package org.lowtide.bench.way;

import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Target;

/** How many contexts, or blocks, a plain program has open: what its writer would count to call nothing that has ended. */
final class Handles {

  private final Target target;
  private int open;

  Handles(Target target) {
    this.target = target;
    this.open = target == Target.MEMORY ? 1 : 0;
  }

  /** Those that are open; of a memory the root counts. */
  int open() {
    return open;
  }

  /** Whether a call makes sense now. */
  boolean allow(OpCode code) {
    return switch (code) {
      case COMMIT_CHILD, REVERT_CHILD -> open > 1;
      case CLOSE -> target == Target.MEMORY ? open > 1 : open > 0;
      default -> target == Target.MEMORY || !code.isAimed() || open > 0;
    };
  }

  void follow(OpCode code) {
    switch (code) {
      case NEW_CHILD, ALLOCATE, ALLOCATE_ZEROED -> open++;
      case COMMIT_CHILD, REVERT_CHILD, CLOSE -> open--;
      default -> {}
    }
  }
}
