package org.lowtide.fuzz.exec;

import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.model.Outcome;
import org.lowtide.fuzz.model.Status;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.leak.BlockMisuseException;

/** Compares how a call ended with how it should, and names the kind and the rule where it did not. */
final class Judge {

  private final Deviations deviations;

  Judge(Deviations deviations) {
    this.deviations = deviations;
  }

  /** Judges a call that should be refused, or end with {@code OUT_OF_MEMORY}. */
  void refusal(Step step, Status expected, Outcome observed) {
    if (observed.status() == expected) {
      return;
    }
    report(step, expected, ruleOfRefusal(step, expected), Outcome.refused(expected).ending(), observed);
  }

  /** Judges a call that should return but did not. */
  void unexpectedRefusal(Step step, Outcome observed) {
    Rule rule =
        switch (observed.status()) {
          case LIMIT_EXCEEDED -> Rule.M9;
          case OUT_OF_MEMORY -> Rule.M12;
          default -> step.rule();
        };
    report(step, Status.OK, rule, "returns", observed);
  }

  /** Judges what a call returned. */
  void value(Step step, Outcome expected, Outcome observed) {
    boolean same =
        step.code() == OpCode.SHARED_CAPACITY || step.code() == OpCode.NEW_CHILD || expected.matches(observed);
    if (!same) {
      deviations.observed(
          step.code() == OpCode.LIMIT ? FindingKind.LIMIT : FindingKind.DIVERGENCE,
          step.rule(),
          step.index(),
          step.signature("value", "other-value"),
          expected.ending(),
          observed.ending(),
          ReturnedBytes.difference(step.code(), expected, observed));
    }
  }

  /**
   * Judges the exception of a call whose allocator failed, and which may say so.
   *
   * @param index the operation's index, -1 for opening the memory
   * @param operation what is called
   */
  void outOfMemory(int index, String operation, AimClass aim, Outcome observed) {
    Throwable thrown = observed.thrown();
    if (thrown != null && !(thrown.getCause() instanceof AllocationFailedException)) {
      deviations.observed(
          FindingKind.DIVERGENCE,
          Rule.M12,
          index,
          new Finding.Signature(operation, aim, "OUT_OF_MEMORY", "no-cause", ""),
          "is refused with OUT_OF_MEMORY, the allocator's exception as its cause",
          "cause " + thrown.getCause());
    }
  }

  private void report(Step step, Status expected, Rule rule, String expectation, Outcome observed) {
    FindingKind kind = kind(expected, observed.status());
    Finding.Signature signature = step.signature(expected.name(), observedWord(observed));
    boolean refusedOtherwise = expected != Status.OK && observed.status() != Status.OK;
    if (step.isQuestion() || refusedOtherwise) {
      deviations.observed(kind, rule, step.index(), signature, expectation, observed.ending());
    } else {
      deviations.inState(kind, rule, step.index(), signature, expectation, observed.ending());
    }
  }

  static String observedWord(Outcome observed) {
    Throwable thrown = observed.thrown();
    if (observed.status() != Status.CRASH || thrown == null) {
      return observed.status().name();
    }
    // Named by what a block is documented to throw: how much the tracker knows of it makes no other finding.
    return thrown instanceof BlockMisuseException
        ? IllegalStateException.class.getSimpleName()
        : thrown.getClass().getSimpleName();
  }

  private static FindingKind kind(Status expected, Status observed) {
    return switch (observed) {
      case CRASH, NULL_ARGUMENT, ILLEGAL_ARGUMENT -> FindingKind.CRASH;
      case LIMIT_EXCEEDED -> expected == Status.OK ? FindingKind.LIMIT : FindingKind.DIVERGENCE;
      case OUT_OF_MEMORY -> expected == Status.OK ? FindingKind.BROKEN_GUARANTEE : FindingKind.DIVERGENCE;
      case OK ->
          switch (expected) {
            case CONTEXT_CLOSED -> FindingKind.USE_AFTER_CLOSE;
            case LIMIT_EXCEEDED -> FindingKind.LIMIT;
            default -> FindingKind.DIVERGENCE;
          };
      default -> FindingKind.DIVERGENCE;
    };
  }

  private static Rule ruleOfRefusal(Step step, Status expected) {
    return switch (expected) {
      case CONTEXT_CLOSED -> Rule.M6;
      case CHILD_ACTIVE ->
          switch (step.code()) {
            case COMMIT_CHILD -> Rule.M4;
            case NEW_CHILD -> Rule.M1;
            default -> Rule.M2;
          };
      case NO_CHILD -> Rule.M1;
      case LIMIT_EXCEEDED -> Rule.M9;
      case OUT_OF_MEMORY -> Rule.M13;
      default -> Rule.M8;
    };
  }
}
