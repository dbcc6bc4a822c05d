package org.lowtide.fuzz.exec;

import org.lowtide.fuzz.model.Outcome;
import org.lowtide.fuzz.model.Status;
import org.lowtide.fuzz.op.OpCode;

/** Compares how a call on a pool or a block ended with how it should, and names the kind and the rule where it did not. */
final class AllocatorJudge {

  private final Deviations deviations;

  AllocatorJudge(Deviations deviations) {
    this.deviations = deviations;
  }

  /** Judges a call that should be refused. */
  void refusal(AllocatorStep step, Status expected, Outcome observed) {
    if (observed.status() == expected) {
      return;
    }
    if (observed.status() == Status.OK) {
      report(true, kindOfAccepted(step, expected), ruleOfRefusal(step, expected), step, expected, observed);
    } else {
      FindingKind kind = observed.status() == Status.CRASH ? FindingKind.CRASH : FindingKind.DIVERGENCE;
      report(false, kind, ruleOfRefusal(step, expected), step, expected, observed);
    }
  }

  /** Judges a call that should return but did not, and whose upstream did not fail. */
  void unexpectedRefusal(AllocatorStep step, Outcome observed, boolean failedBefore) {
    if (observed.status() == Status.ALLOCATION_FAILED && step.allocates()) {
      // Only ever seen after a failed allocation, it is that failure which changed something.
      FindingKind kind = failedBefore ? FindingKind.BROKEN_GUARANTEE : FindingKind.LIMIT;
      report(false, kind, failedBefore ? Rule.A7 : Rule.A6, step, Status.OK, observed);
    } else {
      boolean crash = observed.status() == Status.CRASH || observed.status() == Status.ILLEGAL_ARGUMENT;
      boolean inState = !step.allocates();
      report(inState, crash ? FindingKind.CRASH : FindingKind.DIVERGENCE, step.rule(), step, Status.OK, observed);
    }
  }

  private void report(
      boolean inState, FindingKind kind, Rule rule, AllocatorStep step, Status expected, Outcome observed) {
    Finding.Signature signature = step.signature(expected.name(), Judge.observedWord(observed));
    String expectation = new Outcome(expected, null, null).ending();
    if (inState) {
      deviations.inState(kind, rule, step.index(), signature, expectation, observed.ending());
    } else {
      deviations.observed(kind, rule, step.index(), signature, expectation, observed.ending());
    }
  }

  private static FindingKind kindOfAccepted(AllocatorStep step, Status expected) {
    return switch (expected) {
      case ALLOCATION_FAILED -> FindingKind.LIMIT;
      case ILLEGAL_STATE -> isClose(step) ? FindingKind.DOUBLE_FREE : FindingKind.USE_AFTER_CLOSE;
      default -> FindingKind.DIVERGENCE;
    };
  }

  private static Rule ruleOfRefusal(AllocatorStep step, Status expected) {
    return switch (expected) {
      case ILLEGAL_ARGUMENT -> Rule.A5;
      case ALLOCATION_FAILED -> Rule.A6;
      default -> step.allocates() ? Rule.A11 : isClose(step) ? Rule.A8 : Rule.A14;
    };
  }

  private static boolean isClose(AllocatorStep step) {
    return step.code() == OpCode.CLOSE || step.code() == OpCode.CLOSE_ELSEWHERE;
  }
}
