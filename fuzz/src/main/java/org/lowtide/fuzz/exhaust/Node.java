package org.lowtide.fuzz.exhaust;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.StateKey;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;

/**
 * The first program that reached a state: that of another node, and one operation more.
 *
 * @param before the node without the last operation; null for none
 * @param last the last operation; null for none
 * @param opening how the program opens
 * @param key the state
 */
record Node(@Nullable Node before, @Nullable Operation last, Header opening, StateKey key) {

  Program program() {
    return new Program(opening, operations());
  }

  private List<Operation> operations() {
    Deque<Operation> operations = new ArrayDeque<>();
    for (Node at = this; at != null && at.last != null; at = at.before) {
      operations.addFirst(at.last);
    }
    return List.copyOf(operations);
  }

  /** Whether nothing but failures was armed, so that what is run on is not open yet when the next one is armed. */
  boolean onlyArms() {
    return last == null || (last instanceof Operation.ArmFailure && before != null && before.onlyArms());
  }

  Node then(Operation operation, StateKey reached) {
    return new Node(this, operation, opening, reached);
  }
}
