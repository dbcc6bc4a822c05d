package org.lowtide.fuzz.exec;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.Pool;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.model.AllocatorModel;
import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.model.Model;
import org.lowtide.fuzz.model.Outcome;
import org.lowtide.fuzz.model.Status;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Operation;

/** One allocator running one program, over an upstream and with a model of its own. */
final class AllocatorRun extends SubjectRun {

  /** What a step costs for each live block whose ends it looks at. */
  private static final int COST_OF_LOOKING = 8;

  private final AllocatorProvider provider;
  private final AllocatorJudge judge;
  private final AllocatorModel model;
  private final AllocatorInspector inspector;
  private final List<HeldBlock> blocks = new ArrayList<>();
  private final List<Block> strays = new ArrayList<>();
  /** The blocks that were live when the pool was closed, and that it closed. */
  private final Set<Integer> orphans = new HashSet<>();
  private @Nullable Pool pool;

  AllocatorRun(AllocatorSubject subject, Header header, Bounds bounds, Ground ground) {
    super(subject, header, bounds, ground);
    this.provider = subject.provider();
    this.judge = new AllocatorJudge(deviations);
    this.model = new AllocatorModel(header, bounds.maxBytes(), provider.largestBlockBytes());
    this.inspector = new AllocatorInspector(model, blocks, ground.allocator(), deviations);
  }

  @Override
  void open() {
    Status expected = Model.checkOpen(header);
    Outcome observed = tryOpen();
    if (observed.status() == Status.ALLOCATION_FAILED && expected == Status.OK && ground.failures() > 0) {
      stillLive(-1, "open", "after open failed");
      ground.disarm();
      observed = tryOpen();
    }
    trace(-1, "open", AimClass.POOL, observed);
    if (ended) {
      return;
    }
    if (observed.status() != expected) {
      FindingKind kind = observed.status() == Status.CRASH ? FindingKind.CRASH : FindingKind.DIVERGENCE;
      deviations.inState(
          kind, Rule.A6, -1,
          new Finding.Signature("open", AimClass.POOL, expected.name(), Judge.observedWord(observed), ""),
          "open " + new Outcome(expected, null, null).ending(), observed.ending());
    }
    if (pool == null) {
      stillLive(-1, "open", "after open was refused");
      ended = true;
    }
  }

  private Outcome tryOpen() {
    return AllocatorInvoker.invoke(() -> {
      Pool opened = provider.open(ground.allocator(), AllocatorModel.limitBytes(header, bounds.maxBytes()));
      pool = Objects.requireNonNull(opened, "the pool that was opened");
      return Outcome.DONE;
    });
  }

  @Override
  boolean step(int index, Operation operation) {
    Pool opened = pool;
    if (isDone() || opened == null) {
      return false;
    }
    if (operation instanceof Operation.ArmFailure arming) {
      arm(arming);
      return true;
    }
    int handle = model.handleOf(operation);
    if (handle == Model.NO_HANDLE) {
      return true;
    }
    Call call = Call.of(operation, handle, model.sizes(handle));
    touched += cost(call);
    if (touched > bounds.maxBytes()) {
      cut = true;
      return false;
    }
    AimClass aim =
        handle == Model.WHOLE ? AimClass.POOL : model.hasEnded(handle) ? AimClass.CLOSED : AimClass.LIVE;
    step(opened, new AllocatorStep(index, call, aim));
    return true;
  }

  private long cost(Call call) {
    long looking = 1 + (long) COST_OF_LOOKING * model.live().size();
    return switch (call.code()) {
      case ALLOCATE, ALLOCATE_ZEROED -> looking + (model.check(call) == Status.OK ? call.a() : 0);
      case WRITE -> looking + call.data().length;
      case READ -> looking + call.b();
      default -> looking;
    };
  }

  private void step(Pool opened, AllocatorStep step) {
    Status expected = model.check(step.call());
    if (features != null) {
      int size = step.allocates() ? Math.clamp(step.call().a(), 0, Integer.MAX_VALUE) : 0;
      features.reached(step.code(), step.aim(), expected, model.live().size(), size);
    }
    boolean succeeded =
        switch (step.code()) {
          case ALLOCATE, ALLOCATE_ZEROED -> allocate(opened, step, expected);
          case CLOSE, CLOSE_ELSEWHERE -> close(step, expected);
          case CLOSE_POOL -> closePool(opened, step);
          default -> access(step);
        };
    if (!deviations.retired()) {
      inspector.after(step, succeeded);
    }
    if (step.code() == OpCode.CLOSE_POOL && succeeded && !deviations.retired()) {
      stillLive(step.index(), step.code().mnemonic(), "after closing the pool");
    }
  }

  private void trace(AllocatorStep step, Outcome observed) {
    trace(step.index(), step.code().mnemonic(), step.aim(), observed);
  }

  private boolean allocate(Pool opened, AllocatorStep step, Status expected) {
    long failuresBefore = ground.failures();
    Outcome observed = AllocatorInvoker.allocate(opened, step.call(), step.code() == OpCode.ALLOCATE_ZEROED);
    boolean upstreamFailed = ground.failures() > failuresBefore;
    trace(step, observed);
    if (observed.value() instanceof Block block) {
      strays.add(block);
      judge.refusal(step, expected, observed);
      return !deviations.retired() && keep(step, block);
    }
    if (upstreamFailed) {
      past.failed(step.call());
    }
    if (model.mayRefuse(step.call().a(), observed.status())) {
      return false;
    }
    if (expected != Status.OK) {
      judge.refusal(step, expected, observed);
    } else if (observed.status() != Status.ALLOCATION_FAILED || !upstreamFailed) {
      judge.unexpectedRefusal(step, observed, failuresBefore > 0);
    }
    return false;
  }

  /** Takes over a fresh block; whether it is one. */
  private boolean keep(AllocatorStep step, Block block) {
    try {
      MemorySegment segment = block.segment();
      if (!inspector.fresh(step, block, segment)) {
        return false;
      }
      blocks.add(new HeldBlock(block, segment, model.handleCount()));
    } catch (RuntimeException | Error e) { // whatever a block's members or its segment throw
      deviations.inState(
          FindingKind.CRASH, Rule.A1, step.index(), step.signature("block", e.getClass().getSimpleName()),
          "a block that can be read and written", Invoker.thrown(e).describe());
      return false;
    }
    strays.removeLast();
    model.apply(step.call());
    past.returned(step.call());
    return true;
  }

  private boolean close(AllocatorStep step, Status expected) {
    int handle = step.call().handle();
    HeldBlock held = blocks.get(handle);
    if (expected == Status.OK) {
      inspector.region(step, handle, 0, held.size(), true);
      if (deviations.retired()) {
        return false;
      }
    }
    Outcome observed =
        step.code() == OpCode.CLOSE_ELSEWHERE
            ? AllocatorInvoker.closeElsewhere(held.block())
            : AllocatorInvoker.close(held.block());
    trace(step, observed);
    if (expected == Status.OK && observed.status() == Status.OK) {
      model.apply(step.call());
      past.returned(step.call());
      return true;
    }
    if (expected == Status.OK) {
      judge.unexpectedRefusal(step, observed, false);
    } else if (observed.status() != Status.OK || !orphans.contains(handle)) {
      judge.refusal(step, expected, observed);
    }
    return false;
  }

  private boolean closePool(Pool opened, AllocatorStep step) {
    boolean mayRefuse = !model.live().isEmpty();
    inspector.allBytes(step);
    if (deviations.retired()) {
      return false;
    }
    Outcome observed = AllocatorInvoker.close(opened);
    trace(step, observed);
    if (observed.status() == Status.OK) {
      orphans.addAll(model.live());
      model.apply(step.call());
      past.returned(step.call());
      return true;
    }
    if (!mayRefuse || observed.status() != Status.ILLEGAL_STATE) {
      judge.unexpectedRefusal(step, observed, false);
    }
    return false;
  }

  /** Reads or writes a live block; touches a closed one where that is sure to be refused. */
  private boolean access(AllocatorStep step) {
    HeldBlock held = blocks.get(step.call().handle());
    if (step.aim() == AimClass.CLOSED) {
      if (provider.refusesUseAfterClose()) {
        judge.refusal(step, Status.ILLEGAL_STATE, AllocatorInvoker.touch(held.segment()));
      }
      return true;
    }
    int offset = Math.clamp(step.call().a(), 0, held.size());
    if (step.code() == OpCode.WRITE) {
      Outcome observed = AllocatorInvoker.invoke(() -> {
        held.write(offset, step.call().data());
        return Outcome.DONE;
      });
      if (observed.status() != Status.OK) {
        judge.unexpectedRefusal(step, observed, false);
      }
    } else {
      int length = Math.clamp(step.call().b(), 0, held.size() - offset);
      inspector.region(step, step.call().handle(), offset, offset + length, true);
    }
    return true;
  }

  @Override
  void hash(StateHash into, int endedHandles) {
    for (int handle : model.live()) {
      into.add(model.size(handle));
    }
    into.add(model.live().size()).add(model.isPoolClosed() ? 1 : 0).add(pool == null ? 0 : 1);
    for (int i = 0; i < endedHandles; i++) {
      int closed = model.resolve(new Aim(Aim.Target.ENDED, i));
      into.add(closed == Model.NO_HANDLE ? -1 : model.size(closed)).add(orphans.contains(closed) ? 1 : 0);
    }
  }

  @Override
  long capacity() {
    return -1;
  }

  @Override
  boolean marksBlocks() {
    return true;
  }

  /** Closes the live blocks, the newest first, and then the pool, each as the program might have. */
  @Override
  void finish(int index) {
    Pool opened = pool;
    if (opened == null) {
      return;
    }
    if (!deviations.retired() && !ended) {
      while (!model.live().isEmpty() && !deviations.retired()) {
        finish(opened, index, OpCode.CLOSE, model.live().getLast());
      }
      if (!model.isPoolClosed() && !deviations.retired()) {
        finish(opened, index, OpCode.CLOSE_POOL, Model.WHOLE);
      }
    }
    if (deviations.retired()) {
      // What a retired subject leaves behind proves nothing more, but must not pile up off the heap.
      model.live().forEach(handle -> AllocatorInvoker.close(blocks.get(handle).block()));
      strays.forEach(AllocatorInvoker::close);
      AllocatorInvoker.close(opened);
    }
    ground.clear();
  }

  private void finish(Pool opened, int index, OpCode code, int handle) {
    AimClass aim = handle == Model.WHOLE ? AimClass.POOL : AimClass.LIVE;
    step(opened, new AllocatorStep(index, new Call(code, handle, 0, 0, 0, new byte[0]), aim));
  }

  private void stillLive(int index, String operation, String when) {
    if (ground.reportLive(deviations, Rule.A10, index, operation, AimClass.POOL, when)) {
      ended = true;
    }
  }
}
