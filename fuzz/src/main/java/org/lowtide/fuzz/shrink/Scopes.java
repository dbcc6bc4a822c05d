package org.lowtide.fuzz.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lowtide.fuzz.model.Model;
import org.lowtide.fuzz.model.ModelWalk;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;

/**
 * Takes whole contexts or blocks out of a program: what opens one, what ends it, and what lies between where it is not
 * needed.
 */
final class Scopes {

  private final Trials trials;

  Scopes(Trials trials) {
    this.trials = trials;
  }

  /** Tries every one, the last opened first; whether any went. */
  boolean reduce() {
    boolean any = false;
    List<Scope> found = find();
    for (int i = found.size() - 1; i >= 0 && !trials.exhausted(); i--) {
      if (i < found.size() && remove(found.get(i))) {
        any = true;
        found = find();
      }
    }
    return any;
  }

  private boolean remove(Scope scope) {
    if (scope.end() < trials.size() && trials.acceptWithout(scope.begin(), scope.end() + 1)) {
      return true;
    }
    List<Operation> without = new ArrayList<>(trials.operations());
    if (scope.end() < without.size()) {
      without.remove(scope.end());
    }
    without.remove(scope.begin());
    return trials.accept(without) || closeRoot(scope) || lift(scope.begin(), scope.end())
        || lift(scope.begin(), trials.size());
  }

  /** Closes what is left open in place of the two: one operation instead of two where any ended handle will do. */
  private boolean closeRoot(Scope scope) {
    if (scope.end() >= trials.size() || trials.best().header().target() != Target.MEMORY) {
      return false;
    }
    List<Operation> closing = new ArrayList<>(trials.operations());
    closing.set(scope.end(), new Operation.Close(Aim.INNERMOST));
    closing.remove(scope.begin());
    return trials.accept(closing);
  }

  /** Takes out the two and aims the rest at the handles that they were aimed at before. */
  private boolean lift(int begin, int end) {
    Optional<Program> lifted = Lifting.lift(trials.best(), begin, end, trials.maxBytes());
    return lifted.isPresent() && trials.accept(lifted.get());
  }

  /** The handles that the program opens, in order. */
  private List<Scope> find() {
    List<Operation> operations = trials.operations();
    ModelWalk walk = new ModelWalk(trials.best().header(), trials.maxBytes());
    Model model = walk.model();
    List<Scope> found = new ArrayList<>();
    if (model == null) {
      return found;
    }
    Map<Integer, Integer> open = new TreeMap<>(); // handle to index in found
    for (int i = 0; i < operations.size(); i++) {
      int handles = model.handleCount();
      walk.next(operations.get(i));
      if (model.handleCount() > handles) {
        open.put(handles, found.size());
        found.add(new Scope(i, operations.size()));
      }
      int end = i;
      open.entrySet().removeIf(entry -> {
        boolean ended = model.hasEnded(entry.getKey());
        if (ended) {
          found.set(entry.getValue(), new Scope(found.get(entry.getValue()).begin(), end));
        }
        return ended;
      });
    }
    return found;
  }

  /**
   * One context or block.
   *
   * @param begin the operation that opens it
   * @param end the operation that ends it; the number of operations where none does
   */
  private record Scope(int begin, int end) {}
}
