package org.lowtide.vm;

import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.tuweni.units.bigints.UInt256;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.memory.FrameMemory;

/**
 * A transaction while it runs: the stack of its frames and all that they share.
 *
 * <p>Frames are on a stack of this object's, not on Java's: a call suspends its frame, and the loop of {@link #run} goes
 * on with the new one. Each frame but the outermost has a child context of its caller's memory, opened as it begins and
 * reverted as it ends, however that is. Bytes that go between frames are copied out of the memory before it moves.
 */
final class Execution implements AutoCloseable {

  /** The outermost frame is at depth 0 (Yellow Paper, 9.4.2: a call at depth 1024 fails). */
  private static final int MAX_DEPTH = 1024;

  private static final byte EF = (byte) 0xef;

  private final Schedule schedule;
  private final BlockContext block;
  private final TransactionContext transaction;
  private final Allocator allocator;
  private final FrameMemory memory;
  private final @Nullable Tracer tracer;
  private final Journal journal = new Journal();
  private final State state;
  private final Substate substate = new Substate(journal);
  private final Scratch scratch = new Scratch();
  private final SortedSet<Long> unsupported = new TreeSet<>();
  private final Frame[] frames = new Frame[MAX_DEPTH + 1];
  private int depth = -1;
  private @Nullable Outcome outcome;

  /**
   * Begins a transaction.
   *
   * @param memory empty; closed with this
   */
  Execution(
      Schedule schedule,
      BlockContext block,
      TransactionContext transaction,
      World world,
      Allocator allocator,
      FrameMemory memory,
      @Nullable Tracer tracer) {
    this.schedule = schedule;
    this.block = block;
    this.transaction = transaction;
    this.allocator = allocator;
    this.memory = memory;
    this.tracer = tracer;
    this.state = new State(world, journal);
  }

  // What instructions ask for

  Instruction instruction(int code) {
    return schedule.instruction(code);
  }

  long cost(Cost cost) {
    return schedule.cost(cost);
  }

  boolean has(Feature feature) {
    return schedule.has(feature);
  }

  BlockContext block() {
    return block;
  }

  Address origin() {
    return transaction.origin();
  }

  UInt256 gasPrice() {
    return transaction.gasPrice();
  }

  List<UInt256> blobHashes() {
    return transaction.blobHashes();
  }

  Allocator allocator() {
    return allocator;
  }

  State state() {
    return state;
  }

  Substate substate() {
    return substate;
  }

  Scratch scratch() {
    return scratch;
  }

  SortedSet<Long> unsupported() {
    return unsupported;
  }

  /** What it costs to meet an account, which is warm from now on; EIP-2929. */
  long accountAccess(Address address) {
    if (!has(Feature.WARM_SETS)) {
      return 0;
    }
    return cost(substate.warm(address) ? Cost.COLD_ACCOUNT : Cost.WARM_ACCOUNT);
  }

  /** What it costs to meet a slot, which is warm from now on; EIP-2929. */
  long slotAccess(Address address, UInt256 slot) {
    if (!has(Feature.WARM_SETS)) {
      return 0;
    }
    return cost(substate.warm(address, slot) ? Cost.COLD_SLOT : Cost.WARM_SLOT);
  }

  /** Whether the frame that runs may call or create. */
  boolean canGoDeeper() {
    return depth < MAX_DEPTH;
  }

  // Frames

  /** Runs a call or create, and all that come of it, to its end. */
  Outcome run(Invocation invocation) {
    if (invocation.create()) {
      create(invocation);
    } else {
      call(invocation);
    }
    while (depth >= 0) {
      Frame frame = frames[depth];
      Interpreter.run(frame, this, tracer);
      if (frame.hasEnded()) {
        finish(frame);
      }
    }
    if (outcome == null) {
      throw new AssertionError("the outermost frame ended without an outcome");
    }
    return outcome;
  }

  /** Begins a call: a precompiled contract runs at once, any other code in a frame of its own. */
  void call(Invocation invocation) {
    Precompile precompile = Precompile.at(invocation.codeAddress(), schedule);
    if (precompile == null) {
      enter(invocation);
    } else {
      answer(invocation, precompile);
    }
  }

  /** Begins a create, or fails it where the address is taken: all its gas is gone then; EIP-684. */
  void create(Invocation invocation) {
    if (state.isTaken(invocation.target())) {
      deliver(invocation, new Outcome(Frame.Status.HALTED, HaltReason.ADDRESS_TAKEN, 0, Data.EMPTY));
    } else {
      enter(invocation);
    }
  }

  /** Opens the context first: where that fails, the caller halts, and nothing has begun. */
  private void enter(Invocation invocation) {
    if (depth >= 0) {
      openContext(invocation.input());
      frames[depth].await();
    }
    int checkpoint = journal.checkpoint();
    if (invocation.create()) {
      state.create(invocation.target(), has(Feature.STATE_CLEARING));
    }
    if (invocation.transfers()) {
      state.transfer(invocation.caller(), invocation.target(), invocation.value());
    }
    depth++;
    frames[depth] = new Frame(invocation, memory, checkpoint, depth);
  }

  private void openContext(Data input) {
    try {
      memory.newChild();
    } catch (RuntimeException | Error e) {
      input.close();
      throw e;
    }
  }

  private void answer(Invocation invocation, Precompile precompile) {
    try (Data input = invocation.input()) {
      int checkpoint = journal.checkpoint();
      if (invocation.transfers()) {
        state.transfer(invocation.caller(), invocation.target(), invocation.value());
      }
      Outcome answer = Precompiles.answer(precompile, input, invocation.gas(), allocator);
      if (precompile == Precompile.UNSUPPORTED) {
        unsupported.add(invocation.codeAddress().low());
      }
      if (answer.status() != Frame.Status.SUCCEEDED) {
        journal.rollback(checkpoint);
      }
      deliver(invocation, answer);
    }
  }

  private void finish(Frame frame) {
    if (frame.status() == Frame.Status.SUCCEEDED && frame.invocation().create()) {
      deploy(frame);
    }
    if (frame.status() != Frame.Status.SUCCEEDED) {
      journal.rollback(frame.checkpoint());
    }
    if (tracer != null) {
      tracer.afterFrame(frame, Results.status(frame.status()), frame.output().toArray());
    }
    Outcome ended = new Outcome(frame.status(), frame.haltReason(), frame.gasLeft(), frame.takeOutput());
    frame.release();
    if (depth > 0) {
      memory.revert();
    }
    depth--;
    deliver(frame.invocation(), ended);
  }

  /** Makes the output of a create the code of its contract, or halts it (Yellow Paper, 7; EIP-2, 170, 3541). */
  private void deploy(Frame frame) {
    Data code = frame.output();
    boolean banned = has(Feature.NO_EF_CODE) && code.length() > 0
        && code.segment().get(ValueLayout.JAVA_BYTE, 0) == EF;
    long gas = cost(Cost.CODE_DEPOSIT_BYTE) * code.length();
    if (banned || code.length() > cost(Cost.MAX_CODE_BYTES)) {
      frame.halt(HaltReason.BAD_CODE);
    } else if (gas <= frame.gasLeft()) {
      frame.charge(gas);
      state.setCode(frame.address(), Code.of(code.toArray()));
    } else if (has(Feature.DEPOSIT_OR_FAIL)) {
      frame.halt(HaltReason.OUT_OF_GAS);
    }
  }

  /** Hands what a call or create came to to its caller, or keeps it where there is none. */
  private void deliver(Invocation invocation, Outcome ended) {
    if (depth < 0) {
      outcome = ended;
      return;
    }
    boolean success = ended.status() == Frame.Status.SUCCEEDED;
    Data result = ended.output();
    if (invocation.create() && success) {
      result.close(); // the code, which is no return data; EIP-211
      result = Data.EMPTY;
    }
    frames[depth].resume(invocation, success, ended.gasLeft(), result);
  }

  /** Gives back all bytes held for the transaction; what it did to the world stays. */
  @Override
  public void close() {
    for (; depth >= 0; depth--) {
      frames[depth].release();
    }
    if (outcome != null) {
      outcome.output().close();
      outcome = null;
    }
    substate.close();
    memory.close();
  }
}
