package org.lowtide.fuzz.shrink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.model.ModelWalk;
import org.lowtide.fuzz.model.ReferenceModel;
import org.lowtide.fuzz.model.Status;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;

/**
 * Takes a {@code newChild} out of a program and lifts what was done to the child to its parent; all other operations keep
 * the handles that they had.
 */
final class Lifting {

  private final ModelWalk before;
  private final ModelWalk after;
  private final ReferenceModel old;
  private final ReferenceModel lifted;
  private final Map<Integer, Integer> handles = new HashMap<>();
  private final List<Operation> result = new ArrayList<>();

  private Lifting(ModelWalk before, ReferenceModel old, ModelWalk after, ReferenceModel lifted) {
    this.before = before;
    this.old = old;
    this.after = after;
    this.lifted = lifted;
    handles.put(0, 0);
  }

  /** Takes out the operations {@code begin} and {@code end}; empty where an operation has no handle left to aim at. */
  static Optional<Program> lift(Program program, int begin, int end, long maxBytes) {
    ModelWalk before = new ModelWalk(program.header(), maxBytes);
    ModelWalk after = new ModelWalk(program.header(), maxBytes);
    ReferenceModel old = before.model();
    ReferenceModel lifted = after.model();
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
    boolean opened = operation.code() == OpCode.NEW_CHILD && call != null && visit.status() == Status.OK;
    if (drop) {
      Integer parent = call == null ? null : handles.get(call.handle());
      if (opened && parent != null) {
        handles.put(oldHandles, parent);
      }
      return true;
    }
    Operation aimed = operation;
    if (call != null) {
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
