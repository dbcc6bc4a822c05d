package org.lowtide.fuzz.shrink;

import java.util.ArrayList;
import java.util.List;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;

/** Takes operations out of a program until no single one, and no pair, can go. */
final class Reducer {

  /** Up to this many operations every pair is tried; beyond, only those that open and end one context. */
  private static final int ALL_PAIRS = 40;

  private final Trials trials;
  private final Scopes scopes;

  Reducer(Trials trials) {
    this.trials = trials;
    this.scopes = new Scopes(trials);
  }

  void reduce() {
    do {
      cutTail();
      chunks();
    } while (scopes.reduce() || earlierFailure() || pairs());
  }

  /** Cuts what follows the operation that shows the finding. */
  private void cutTail() {
    int end = trials.finding().operationIndex() + 1;
    if (end < trials.size()) {
      trials.acceptWithout(Math.max(0, end), trials.size());
    }
  }

  /** Takes out chunks of halving size, the last first; ends when no single operation can go. */
  private void chunks() {
    int chunk = Math.max(1, trials.size() / 2);
    while (true) {
      boolean removed = false;
      int end = trials.size();
      while (end > 0 && !trials.exhausted()) {
        int start = Math.max(0, end - chunk);
        removed |= trials.acceptWithout(start, end);
        end = start;
      }
      if (chunk == 1 && !removed) {
        return;
      }
      chunk = Math.max(1, chunk / 2);
    }
  }

  /** Lets an armed failure come earlier, so that what allocates before it can go; whether that worked anywhere. */
  private boolean earlierFailure() {
    for (int i = trials.size() - 1; i >= 0; i--) {
      boolean later = trials.operations().get(i) instanceof Operation.ArmFailure(int nth, boolean forever)
          && nth > 1
          && (armLater(i, forever) || armSooner(i, nth - 1, forever));
      if (later) {
        return true;
      }
    }
    return false;
  }

  /** Arms the very next allocation, but later in the program. */
  private boolean armLater(int index, boolean forever) {
    for (int to = trials.size() - 1; to > index; to--) {
      List<Operation> moved = new ArrayList<>(trials.operations());
      moved.remove(index);
      moved.add(to, new Operation.ArmFailure(1, forever));
      if (trials.accept(moved)) {
        return true;
      }
    }
    return false;
  }

  /** Arms an earlier allocation, and takes out an operation or the allocation of the initial capacity. */
  private boolean armSooner(int index, int nth, boolean forever) {
    List<Operation> armed = new ArrayList<>(trials.operations());
    armed.set(index, new Operation.ArmFailure(nth, forever));
    Header header = trials.best().header();
    if (trials.accept(new Program(header.withInitialCapacityBytes(0), armed))) {
      return true;
    }
    for (int without = trials.size() - 1; without >= 0; without--) {
      List<Operation> rest = new ArrayList<>(armed);
      rest.remove(without);
      if (without != index && trials.accept(rest)) {
        return true;
      }
    }
    return false;
  }

  private boolean pairs() {
    if (trials.size() > ALL_PAIRS) {
      return false;
    }
    for (int second = trials.size() - 1; second > 0; second--) {
      for (int first = second - 1; first >= 0; first--) {
        List<Operation> rest = new ArrayList<>(trials.operations());
        rest.remove(second);
        rest.remove(first);
        if (trials.accept(rest)) {
          return true;
        }
      }
    }
    return false;
  }
}
