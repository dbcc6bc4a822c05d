package org.lowtide.fuzz.shrink;

import java.util.function.Predicate;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operand.Base;

/**
 * Looks for the simplest operand that is still accepted: a small plain number; else a size and a small distance from it;
 * else a large plain number.
 */
final class OperandSearch {

  private static final long SMALL_PLAIN = 1024;
  private static final long SMALL_DISTANCE = 64;

  private final Trials trials;
  private final int index;
  private final Predicate<Operand> accept;
  private Operand current = Operand.ZERO;

  /** Searches for an operand of the operation at an index. */
  OperandSearch(Trials trials, int index, Predicate<Operand> accept) {
    this.trials = trials;
    this.index = index;
    this.accept = accept;
  }

  void simplify(Operand operand) {
    current = operand;
    if (operand.equals(Operand.ZERO)) {
      return;
    }
    Situation situation = Situation.before(trials.best(), index, trials.maxBytes());
    long value = operand.resolve(situation);
    if (!operand.isPlain()) {
      accepts(Operand.of(value));
    }
    if (tier(current) > 0) {
      nearSize(situation, value);
    }
    Base base = current.base();
    NumberSearch.lower(current.delta(), delta -> accepts(new Operand(base, delta)));
    if (base != Base.NONE) {
      NumberSearch.lower(SMALL_PLAIN, plain -> accepts(Operand.of(plain)));
    }
  }

  private void nearSize(Situation situation, long value) {
    for (Base base : Base.values()) {
      long distance = value - new Operand(base, 0).resolve(situation);
      if (base != Base.NONE && Math.abs(distance) <= SMALL_DISTANCE) {
        accepts(new Operand(base, distance));
      }
    }
  }

  private boolean accepts(Operand candidate) {
    if (!isSimpler(candidate, current) || !accept.test(candidate)) {
      return false;
    }
    current = candidate;
    return true;
  }

  /** The order in which operands become simpler; nothing is simpler than itself. */
  static boolean isSimpler(Operand candidate, Operand than) {
    int byTier = Integer.compare(tier(candidate), tier(than));
    if (byTier != 0) {
      return byTier < 0;
    }
    if (candidate.delta() < 0 != than.delta() < 0) {
      return than.delta() < 0;
    }
    int byMagnitude = Long.compareUnsigned(Math.abs(candidate.delta()), Math.abs(than.delta()));
    return byMagnitude != 0 ? byMagnitude < 0 : candidate.base().compareTo(than.base()) < 0;
  }

  private static int tier(Operand operand) {
    boolean small = Math.abs(operand.delta()) <= (operand.isPlain() ? SMALL_PLAIN : SMALL_DISTANCE)
        && operand.delta() != Long.MIN_VALUE;
    return small ? (operand.isPlain() ? 0 : 1) : operand.isPlain() ? 2 : 3;
  }
}
