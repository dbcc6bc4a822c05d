package org.lowtide.vm;

import java.util.List;
import java.util.Objects;
import org.apache.tuweni.units.bigints.UInt256;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.memory.FrameMemory;
import org.lowtide.memory.MemoryProvider;

/**
 * A virtual machine that runs Ethereum transactions on a {@link World}.
 *
 * <p>All memory of the frames, and the bytes that go between them or are logged, come from its allocator, and are given
 * back before a method returns. Nothing that bytecode does makes a method throw: a limit, a huge offset, a failed
 * allocation halts the frame that met it, and its caller goes on.
 *
 * <p>Thread rule: a machine may be used by several threads at once, each with a world of its own, as far as its
 * allocator, listener and tracer may be.
 */
public final class Vm {

  /** The most bytes of memory of all frames together, unless told otherwise: what an array can have, 2^31 - 9. */
  public static final long DEFAULT_MEMORY_LIMIT_BYTES = Integer.MAX_VALUE - 8;

  private final Schedule schedule;
  private final Allocator allocator;
  private final MemoryMode mode;
  private final Rollout rollout;
  private final MemoryFactory memories;
  private final @Nullable Tracer tracer;

  private Vm(Builder builder) {
    this.schedule = builder.schedule;
    this.allocator = builder.allocator;
    this.mode = builder.mode == null ? MemoryMode.fromProperty() : builder.mode;
    this.rollout = builder.rollout;
    this.memories = new MemoryFactory(
        builder.allocator, builder.memoryLimitBytes, builder.listener, builder.oldMemory);
    this.tracer = builder.tracer;
  }

  /**
   * Begins to make a machine.
   *
   * @param schedule the rules to run by
   * @return a builder with the defaults
   */
  public static Builder builder(Schedule schedule) {
    return new Builder(schedule);
  }

  /**
   * The rules that this machine runs by.
   *
   * @return as given
   */
  public Schedule schedule() {
    return schedule;
  }

  /**
   * What ran on which memory so far.
   *
   * @return a snapshot; exact while no thread runs this machine
   */
  public MemoryCounts memoryCounts() {
    return memories.counts();
  }

  /**
   * Runs a transaction, its fees included.
   *
   * @param world what it changes
   * @param block the block that it is in
   * @param transaction what to run
   * @return what it came to
   */
  public TransactionResult execute(World world, BlockContext block, Transaction transaction) {
    MemoryMode chosen = rollout.includes(transaction) ? mode : MemoryMode.LEGACY;
    TransactionRunner runner = new TransactionRunner(schedule, block, transaction);
    String rejection = runner.rejection(world);
    if (rejection != null) {
      return Results.rejected(rejection, chosen);
    }
    return run(world, block, runner.context(), chosen, runner::run);
  }

  /**
   * Runs one frame, and what it calls, without a transaction around it.
   *
   * @param world what it changes
   * @param block the block that it is in
   * @param frame what to run
   * @return what it came to; {@code gasUsed} has no refund taken off
   */
  public TransactionResult execute(World world, BlockContext block, SingleFrame frame) {
    TransactionContext context =
        new TransactionContext(frame.origin(), UInt256.valueOf(frame.gasPrice()), List.of());
    Invocation invocation =
        Invocation.callInPlace(
            frame.address(),
            frame.caller(),
            UInt256.valueOf(frame.value()),
            Code.of(frame.code()),
            Data.wrap(frame.data()),
            frame.gas());
    return run(world, block, context, mode, (execution, memory) -> runInPlace(execution, invocation, memory));
  }

  /**
   * Runs a block: the call that it makes by itself, its transactions in order, its withdrawals.
   *
   * @param world what it changes
   * @param block what to run
   * @return what it came to; a transaction that was rejected is among its results, and the rest has run
   */
  public BlockResult execute(World world, BlockInput block) {
    BlockContext context = block.context();
    Invocation roots = SystemCalls.beaconRoots(schedule, world, block);
    if (roots != null) {
      run(world, context, SystemCalls.CONTEXT, mode, (execution, memory) -> runInPlace(execution, roots, memory));
    }
    List<TransactionResult> results =
        block.transactions().stream().map(transaction -> execute(world, context, transaction)).toList();
    block.withdrawals().forEach(withdrawal -> pay(world, withdrawal));
    return new BlockResult(results.stream().mapToLong(TransactionResult::gasUsed).sum(), results);
  }

  private void pay(World world, Withdrawal withdrawal) {
    State state = new State(world, new Journal());
    state.addBalance(withdrawal.address(), UInt256.valueOf(withdrawal.amountWei()));
    state.finish(schedule.has(Feature.STATE_CLEARING));
  }

  private TransactionResult runInPlace(Execution execution, Invocation invocation, MemoryMode memory) {
    Outcome outcome = execution.run(invocation);
    execution.state().finish(schedule.has(Feature.STATE_CLEARING));
    return Results.of(execution, outcome, invocation.gas() - outcome.gasLeft(), null, memory);
  }

  private TransactionResult run(
      World world, BlockContext block, TransactionContext context, MemoryMode chosen, Run run) {
    MemoryRecording recording = memories.recording(chosen);
    FrameMemory memory = memories.open(chosen, recording);
    TransactionResult result;
    try (Execution execution = new Execution(schedule, block, context, world, allocator, memory, tracer)) {
      result = run.run(execution, chosen);
    }
    memories.ended(recording);
    return result;
  }

  @FunctionalInterface
  private interface Run {

    TransactionResult run(Execution execution, MemoryMode memory);
  }

  /**
   * Makes machines.
   *
   * <p>Thread rule: confined to one thread.
   */
  public static final class Builder {

    private final Schedule schedule;
    private Allocator allocator = new HeapAllocator();
    private @Nullable MemoryMode mode;
    private Rollout rollout = Rollout.ALL;
    private long memoryLimitBytes = DEFAULT_MEMORY_LIMIT_BYTES;
    private MemoryListener listener = MemoryListener.NONE;
    private @Nullable MemoryProvider oldMemory;
    private @Nullable Tracer tracer;

    private Builder(Schedule schedule) {
      this.schedule = Objects.requireNonNull(schedule, "schedule");
    }

    /**
     * Sets where the bytes come from; a {@link HeapAllocator} otherwise.
     *
     * @param allocator where from
     * @return this builder
     */
    public Builder allocator(Allocator allocator) {
      this.allocator = Objects.requireNonNull(allocator, "allocator");
      return this;
    }

    /**
     * Sets the memory to run on; what {@link MemoryMode#fromProperty()} says otherwise.
     *
     * @param mode which
     * @return this builder
     */
    public Builder memory(MemoryMode mode) {
      this.mode = Objects.requireNonNull(mode, "mode");
      return this;
    }

    /**
     * Sets which transactions run on that memory; all of them otherwise.
     *
     * @param rollout the share; the others run on {@link MemoryMode#LEGACY}
     * @return this builder
     */
    public Builder rollout(Rollout rollout) {
      this.rollout = Objects.requireNonNull(rollout, "rollout");
      return this;
    }

    /**
     * Sets the most bytes that the memory of all frames of a transaction may have together.
     *
     * @param bytes at least 0; {@link #DEFAULT_MEMORY_LIMIT_BYTES} otherwise
     * @return this builder
     * @throws IllegalArgumentException where it is negative
     */
    public Builder memoryLimitBytes(long bytes) {
      Requirements.atLeastZero("memoryLimitBytes", bytes);
      this.memoryLimitBytes = bytes;
      return this;
    }

    /**
     * Sets who is told of deviations and recordings.
     *
     * @param listener who
     * @return this builder
     */
    public Builder memoryListener(MemoryListener listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Sets the memory that is being replaced: what {@link MemoryMode#LEGACY} runs on, and {@link MemoryMode#SHADOW}
     * compares with. So a memory of one's own can be tried on the machine.
     *
     * @param provider what opens it; the one of the name {@code legacy} otherwise
     * @return this builder
     */
    public Builder oldMemory(MemoryProvider provider) {
      this.oldMemory = Objects.requireNonNull(provider, "provider");
      return this;
    }

    /**
     * Sets who is told of every instruction; nobody otherwise.
     *
     * @param tracer who
     * @return this builder
     */
    public Builder tracer(Tracer tracer) {
      this.tracer = Objects.requireNonNull(tracer, "tracer");
      return this;
    }

    /**
     * Makes the machine.
     *
     * @return a machine of these settings
     * @throws IllegalArgumentException where the system property of {@link MemoryMode} is needed and has no mode's name
     */
    public Vm build() {
      return new Vm(this);
    }
  }
}
