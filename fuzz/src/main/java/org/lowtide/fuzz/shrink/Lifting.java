package org.lowtide.fuzz.shrink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.model.Model;
import org.lowtide.fuzz.model.ModelWalk;
import org.lowtide.fuzz.model.Status;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;

/**
 * Takes what opens a handle out of a program: what was done to a child is lifted to its parent, what was done to a block
 * goes too; all other operations keep the handles that they had.
 */
final class Lifting {

  private final ModelWalk before;
  private final ModelWalk after;
  private final Model old;
  private final Model lifted;
  private final Map<Integer, Integer> handles = new HashMap<>();
  private final Set<Integer> dropped = new HashSet<>();
  private final List<Operation> result = new ArrayList<>();

  private Lifting(ModelWalk before, Model old, ModelWalk after, Model lifted) {
    this.before = before;
    this.old = old;
    this.after = after;
    this.lifted = lifted;
    for (int handle = 0; handle < old.handleCount(); handle++) {
      handles.put(handle, handle);
    }
  }

  /** Takes out the operations {@code begin} and {@code end}; empty where an operation has no handle left to aim at. */
  static Optional<Program> lift(Program program, int begin, int end, long maxBytes) {
    ModelWalk before = new ModelWalk(program.header(), maxBytes);
    ModelWalk after = new ModelWalk(program.header(), maxBytes);
    Model old = before.model();
    Model lifted = after.model();
    if (old == null || lifted == null) {
      return Optional.empty();
    }
    Lifting lifting = new Lifting(before, old, after, lifted);
    List<Operation> operations = program.operations();
    for (int i = 0; i < operations.size(); i++) {
      if (!lifting.take(operations.get(i), i == begin || i == end)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Program(program.header(), lifting.result));
  }

  private boolean take(Operation operation, boolean drop) {
    int oldHandles = old.handleCount();
    ModelWalk.Visit visit = before.next(operation);
    Call call = visit.call();
    boolean opened = old.handleCount() > oldHandles;
    if (drop) {
      Integer parent = call == null ? null : handles.get(call.handle());
      if (opened && parent != null) {
        handles.put(oldHandles, parent);
      } else if (opened) {
        dropped.add(oldHandles);
      }
      return true;
    }
    if (call != null && dropped.contains(call.handle())) {
      return true;
    }
    Operation aimed = operation;
    if (call != null && operation.code().isAimed()) {
      Integer handle = handles.get(call.handle());
      Aim aim = handle == null ? null : aim(operation, handle);
      if (aim == null) {
        return false;
      }
      aimed = operation.code().build(aim, operation.arguments());
    }
    int newHandle = lifted.handleCount();
    ModelWalk.Visit again = after.next(aimed);
    if (opened && again.status() == Status.OK) {
      handles.put(oldHandles, newHandle);
    }
    result.add(aimed);
    return true;
  }

  /** An aim that resolves to a handle now, the operation's own if it does. */
  private @Nullable Aim aim(Operation operation, int handle) {
    if (lifted.resolve(operation.aim()) == handle) {
      return operation.aim();
    }
    for (Aim.Target target : Aim.Target.values()) {
      for (int index = 0; index <= Aim.MAX_INDEX; index++) {
        Aim aim = new Aim(target, index);
        if (lifted.resolve(aim) == handle) {
          return aim;
        }
      }
    }
    return null;
  }
}
