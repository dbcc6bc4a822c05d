package org.lowtide.fuzz.exec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.exec.Finding.Signature;
import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.model.Model;
import org.lowtide.fuzz.model.Outcome;
import org.lowtide.fuzz.model.ReferenceModel;
import org.lowtide.fuzz.model.Status;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.memory.LegacyMemory;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryProvider;

/** One memory running one program, with allocators and a copy of the model of its own. */
final class MemoryRun extends SubjectRun {

  private static final byte[] NO_DATA = {};

  private final MemoryProvider provider;
  private final Judge judge;
  private final List<Memory> memories = new ArrayList<>();
  private @Nullable ReferenceModel model;
  private @Nullable Inspector inspector;

  MemoryRun(MemorySubject subject, Header header, Bounds bounds, Ground ground) {
    super(subject, header, bounds, ground);
    this.provider = subject.provider();
    this.judge = new Judge(deviations);
  }

  @Override
  void open() {
    Status expected = Model.checkOpen(header);
    Outcome observed = tryOpen();
    if (observed.status() == Status.OUT_OF_MEMORY && expected == Status.OK && ground.failures() > 0) {
      judge.outOfMemory(-1, "open", AimClass.INNERMOST, observed);
      stillLive(-1, "open", "after open failed");
      if (ended) {
        return;
      }
      ground.disarm();
      long before = ground.failures();
      observed = tryOpen();
      ended = observed.status() == Status.OUT_OF_MEMORY && ground.failures() > before;
    }
    if (ended) {
      return;
    }
    opened(expected, observed);
  }

  private void opened(Status expected, Outcome observed) {
    trace(-1, "open", AimClass.INNERMOST, observed);
    boolean asExpected = observed.status() == expected && (expected != Status.OK || observed.value() instanceof Memory);
    if (!asExpected) {
      boolean crashed = observed.status() == Status.CRASH || observed.status() == Status.NULL_ARGUMENT;
      deviations.inState(
          crashed ? FindingKind.CRASH : FindingKind.DIVERGENCE,
          Rule.M8,
          -1,
          new Signature("open", AimClass.INNERMOST, expected.name(), observed.status().name(), ""),
          "open " + new Outcome(expected, null, null).ending(),
          observed.ending());
    }
    if (observed.value() instanceof Memory root) {
      memories.add(root);
      if (asExpected) {
        model = new ReferenceModel(header, bounds.maxBytes());
        inspector = new Inspector(model, memories, ground.allocator(), deviations, header.initialCapacityBytes());
        inspector.after(openStep(), true);
      }
    } else {
      ended = true;
      stillLive(-1, "open", "after open was refused");
    }
  }

  private Outcome tryOpen() {
    try {
      Memory root =
          provider.open(ground.allocator(), header.initialCapacityBytes(), header.limitBytes());
      return new Outcome(root == null ? Status.CRASH : Status.OK, root, null);
    } catch (Throwable e) { // a provider may throw anything
      return Invoker.thrown(e);
    }
  }

  private static Step openStep() {
    return new Step(-1, new Call(OpCode.SIZE, 0, 0, 0, 0, new byte[0]), AimClass.INNERMOST, 0);
  }

  @Override
  boolean step(int index, Operation operation) {
    if (isDone() || model == null) {
      return false;
    }
    switch (operation) {
      case Operation.ArmFailure arming -> arm(arming);
      case Operation.CopyHandle misuse -> copyHandle(model, misuse);
      case Operation.ReopenUnfinalized _ -> reopenUnfinalized(model);
      default -> call(model, index, operation);
    }
    return !cut;
  }

  private void call(ReferenceModel model, int index, Operation operation) {
    int handle = model.resolve(operation.aim());
    if (handle == Model.NO_HANDLE) {
      return;
    }
    touched += Cost.of(operation, handle, model, bounds.maxBytes());
    if (touched > bounds.maxBytes()) {
      cut = true;
      return;
    }
    Call call = Call.of(operation, handle, model.sizes(handle));
    Step step = new Step(index, call, aimOf(model, handle), model.size(handle));
    Status expected = model.check(call);
    if (step.endsContexts() && expected == Status.OK && !model.hasEnded(handle)) {
      beforeEnding(model, step);
    }
    if (!deviations.retired()) {
      invoke(model, step, expected);
    }
  }

  private void beforeEnding(ReferenceModel model, Step step) {
    int depth = model.depthOf(step.call().handle());
    inspector().allBytes(step.index(), step.code() == OpCode.CLOSE ? depth : depth + 1);
  }

  private void invoke(ReferenceModel model, Step step, Status expected) {
    if (features != null) {
      features.reached(step.code(), step.aim(), expected, model.depth(), step.sizeBefore());
    }
    long failedBefore = ground.failures();
    Outcome observed = Invoker.invoke(memories.get(step.call().handle()), step.call());
    boolean allocatorFailed = ground.failures() != failedBefore;
    trace(step.index(), step.code().mnemonic(), step.aim(), observed);
    boolean succeeded = false;
    boolean refusedWrongly = false;
    if (expected != Status.OK) {
      judge.refusal(step, expected, observed);
      refusedWrongly = observed.status() != expected;
    } else if (observed.status() == Status.OK) {
      judge.value(step, model.apply(step.call()), observed);
      succeeded = true;
      past.returned(step.call());
      if (step.code() == OpCode.NEW_CHILD) {
        past.opened(model.depth());
      }
      keepHandle(step, observed);
      Invoker.scribble(observed);
    } else if (allocatorFailed && observed.status() == Status.OUT_OF_MEMORY && step.code().mayRunOutOfMemory()) {
      judge.outOfMemory(step.index(), step.code().mnemonic(), step.aim(), observed);
      past.failed(step.call());
    } else {
      judge.unexpectedRefusal(step, observed);
    }
    if (!deviations.retired()) {
      inspector().after(step, succeeded);
    }
    // What ran out of memory may have got anywhere too, and M12 asks for every byte.
    boolean anywhere = refusedWrongly || (!succeeded && allocatorFailed);
    if (anywhere && !deviations.retired()) {
      inspector().nothingChanged(step);
    }
    if (model.depth() < 0 && !deviations.retired()) {
      stillLive(step.index(), step.code().mnemonic(), "after close");
    }
  }

  private void keepHandle(Step step, Outcome observed) {
    if (step.code() != OpCode.NEW_CHILD) {
      return;
    }
    if (observed.value() instanceof Memory child) {
      memories.add(child);
    } else {
      deviations.inState(
          FindingKind.CRASH, Rule.M1, step.index(), step.signature("OK", "null"), "a handle to the child", "null");
    }
  }

  @Override
  void hash(StateHash into, int endedHandles) {
    ReferenceModel opened = model;
    if (opened == null) {
      return;
    }
    for (int depth = 0; depth <= opened.depth(); depth++) {
      int handle = opened.handleAt(depth);
      into.add(opened.bytes(handle), opened.size(handle));
    }
    into.add(opened.depth()).add(opened.limit());
    for (int i = 0; i < endedHandles; i++) {
      int ended = opened.resolve(new Aim(Aim.Target.ENDED, i));
      into.add(ended == Model.NO_HANDLE ? -1 : opened.depthOf(ended));
    }
    into.add(capacity());
  }

  @Override
  long capacity() {
    ReferenceModel opened = model;
    if (opened == null || opened.depth() < 0) {
      return -1;
    }
    Memory innermost = memories.get(opened.handleAt(opened.depth()));
    Outcome capacity = Invoker.invoke(innermost, new Call(OpCode.SHARED_CAPACITY, 0, 0, 0, 0, NO_DATA));
    return capacity.value() instanceof Long bytes ? bytes : -1;
  }

  @Override
  boolean marksBlocks() {
    return false;
  }

  private void copyHandle(ReferenceModel model, Operation.CopyHandle misuse) {
    int handle = model.resolve(misuse.aim());
    if (handle != Model.NO_HANDLE && memories.get(handle) instanceof LegacyMemory legacy) {
      memories.set(handle, legacy.copyHandle());
    }
  }

  private void reopenUnfinalized(ReferenceModel model) {
    boolean unused = model.isUnused() && model.limit() == header.limitBytes();
    if (unused && !ground.isArmed() && memories.getFirst() instanceof LegacyMemory finalized) {
      LegacyMemory unfinalized;
      try {
        unfinalized = LegacyMemory.init(ground.allocator(), header.initialCapacityBytes(), header.limitBytes());
      } catch (MemoryException e) {
        return; // both together are above the budget: the finalised one stays
      }
      memories.set(0, unfinalized);
      finalized.close();
    }
  }

  /** Compares all bytes, closes the root and checks that nothing is live. */
  @Override
  void finish(int index) {
    if (model != null && !deviations.retired() && model.depth() >= 0) {
      inspector().allBytes(index, 0);
      if (!deviations.retired()) {
        Call close = new Call(OpCode.CLOSE, 0, 0, 0, 0, new byte[0]);
        // One name for it, whether or not children are open, so that shrinking may drop them.
        invoke(model, new Step(index, close, AimClass.INNERMOST, model.size(0)), Status.OK);
      }
    }
    if (deviations.retired() && !memories.isEmpty()) {
      // What a retired subject leaves behind proves nothing more, but must not pile up off the heap.
      Invoker.invoke(memories.getFirst(), new Call(OpCode.CLOSE, 0, 0, 0, 0, new byte[0]));
    }
    ground.clear();
  }

  private void stillLive(int index, String operation, String when) {
    if (ground.reportLive(deviations, Rule.M13, index, operation, AimClass.INNERMOST, when)) {
      ended = true;
    }
  }

  private static AimClass aimOf(ReferenceModel model, int handle) {
    if (model.hasEnded(handle)) {
      return AimClass.ENDED;
    }
    return model.depthOf(handle) == model.depth() ? AimClass.INNERMOST : AimClass.OLDER;
  }

  private Inspector inspector() {
    Inspector opened = inspector;
    if (opened == null) {
      throw new IllegalStateException("the memory is not open");
    }
    return opened;
  }
}
