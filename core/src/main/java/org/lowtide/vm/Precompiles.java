package org.lowtide.vm;

import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;

/** Runs a precompiled contract as a frame would run its code: whatever fails is an exceptional halt of the call. */
final class Precompiles {

  private Precompiles() {}

  static Outcome answer(Precompile precompile, Data input, long gas, Allocator allocator) {
    long cost = precompile.cost(input.length());
    if (precompile == Precompile.UNSUPPORTED) {
      return halted(HaltReason.UNSUPPORTED_PRECOMPILE);
    }
    if (cost > gas) {
      return halted(HaltReason.OUT_OF_GAS);
    }
    try {
      return new Outcome(Frame.Status.SUCCEEDED, null, gas - cost, precompile.run(allocator, input));
    } catch (AllocationFailedException e) {
      return halted(HaltReason.ALLOCATION_FAILED);
    }
  }

  private static Outcome halted(HaltReason reason) {
    return new Outcome(Frame.Status.HALTED, reason, 0, Data.EMPTY);
  }
}
