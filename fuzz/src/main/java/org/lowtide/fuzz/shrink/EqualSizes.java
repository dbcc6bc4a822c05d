package org.lowtide.fuzz.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lowtide.fuzz.op.Argument;
import org.lowtide.fuzz.op.OpCode.Role;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;

/**
 * Lowers sizes that are the same number together: an allocator that keeps what is closed hands it out again only to who
 * asks for as much, so that neither of two sizes can go down alone.
 */
final class EqualSizes {

  private final Trials trials;

  EqualSizes(Trials trials) {
    this.trials = trials;
  }

  void lower() {
    Map<Long, Integer> counts = new TreeMap<>();
    for (Operation operation : trials.operations()) {
      if (isSized(operation)) {
        counts.merge(size(operation).delta(), 1, Integer::sum);
      }
    }
    counts.forEach((size, count) -> {
      if (count > 1 && size > 0) {
        long[] current = {size};
        NumberSearch.lower(size, smaller -> accepts(current, smaller));
      }
    });
  }

  private boolean accepts(long[] current, long smaller) {
    List<Operation> changed = new ArrayList<>(trials.operations());
    changed.replaceAll(each -> isSized(each) && size(each).delta() == current[0] ? withSize(each, smaller) : each);
    if (!trials.accept(changed)) {
      return false;
    }
    current[0] = smaller;
    return true;
  }

  private static boolean isSized(Operation operation) {
    return operation.code().roles().equals(List.of(Role.SIZE)) && size(operation).isPlain();
  }

  private static Operand size(Operation operation) {
    return (Operand) operation.arguments().getFirst();
  }

  private static Operation withSize(Operation operation, long size) {
    List<Argument> arguments = List.of(Operand.of(size));
    return operation.code().build(operation.aim(), arguments);
  }
}
