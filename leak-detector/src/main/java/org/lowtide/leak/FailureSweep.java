package org.lowtide.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.leak.SweptFault.Fault;

/**
 * Fails every allocation of some work in turn: the first, the second, the third, ... each once, and then from there on
 * for ever, until none is left to fail. For each injected failure it gives one of five {@linkplain FailureVerdict
 * verdicts}.
 *
 * <p>In a test: {@code FailureSweep.of(allocator -> ...).assertPasses();}. The stateful form holds the strong guarantee
 * too: an action that failed left its object as it was.
 *
 * <p>The work runs once without a failure, and then twice for each allocation it made; so it must do the same each time:
 * start from nothing, use no clock and no unseeded randomness, and allocate in one order, which several threads do only
 * where they wait for each other. Work that asks for other sizes, or from other places, than in the first run is {@link
 * FailureVerdict#NOT_DETERMINISTIC}. A leak is run once more with stacks at exactly the leaking allocations, as {@link
 * TwoPass} does.
 *
 * <p>Cost: for n allocations 2n + 3 runs, and n stack walks. Confined to one thread; the work may use others.
 */
public final class FailureSweep {

  private static final long DEFAULT_MAX_ALLOCATIONS = 1000;

  private final SweepBody<?> body;
  private final List<Class<? extends Throwable>> propagatedAs = new ArrayList<>();
  private Supplier<? extends Allocator> memory = HeapAllocator::new;
  private long maxAllocations = DEFAULT_MAX_ALLOCATIONS;
  private boolean swallowedAllowed;

  private FailureSweep(SweepBody<?> body) {
    this.body = body;
  }

  /**
   * Sweeps work that begins and ends with nothing.
   *
   * @param work the work; it may throw anything where an allocation fails
   * @return a sweep, not yet run
   */
  public static FailureSweep of(AllocatorWork<?> work) {
    Objects.requireNonNull(work, "work");
    return new FailureSweep(SweepBody.of(work));
  }

  /**
   * Sweeps an action on an object, and compares the object's state before and after where the action fails.
   *
   * <p>Allocations of all three, setup, action and close, are failed in turn; those made while observing are not.
   *
   * @param <S> the object's type
   * @param setup makes the object; where it fails, nothing may stay live
   * @param action what must leave the state as it was where it fails
   * @param state a value with {@code equals}, or an array, that does not change when the object does; a copy
   * @param close frees all that the object holds, also while allocations fail
   * @return a sweep, not yet run
   */
  public static <S> FailureSweep of(Setup<? extends S> setup, Action<? super S> action, Observation<? super S> state,
      Action<? super S> close) {
    Objects.requireNonNull(setup, "setup");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(close, "close");
    return new FailureSweep(new SweepBody<S>(setup, action, state, close));
  }

  /**
   * Accepts failures that are swallowed where the work then returns: say, since it can do without the memory, or asks
   * again for less. A failure that ends in an unrelated exception is still none that is handled.
   *
   * @return this sweep
   */
  public FailureSweep allowSwallowed() {
    swallowedAllowed = true;
    return this;
  }

  /**
   * Counts an exception of some type as the failure propagated, even where the failure is not among its causes.
   *
   * @param type what the work turns a failed allocation into
   * @return this sweep
   */
  public FailureSweep propagatedAs(Class<? extends Throwable> type) {
    propagatedAs.add(Objects.requireNonNull(type, "type"));
    return this;
  }

  /**
   * Sets where each run gets its blocks from.
   *
   * @param memory makes an allocator, a fresh one for each run; by default a {@link HeapAllocator}
   * @return this sweep
   */
  public FailureSweep over(Supplier<? extends Allocator> memory) {
    this.memory = Objects.requireNonNull(memory, "memory");
    return this;
  }

  /**
   * Sets the most allocations that one run may ask for: a guard against work that tries again for ever, and against
   * sweeps that take for ever.
   *
   * @param maxAllocations a count, at least 1; by default 1000
   * @return this sweep
   * @throws IllegalArgumentException where it is below 1
   */
  public FailureSweep maxAllocations(long maxAllocations) {
    if (maxAllocations < 1) {
      throw new IllegalArgumentException("maxAllocations must be at least 1, was " + maxAllocations);
    }
    this.maxAllocations = maxAllocations;
    return this;
  }

  /**
   * Runs the sweep and checks that every failure was handled.
   *
   * @throws SweepError where one was not, or where there was none, since the work asked its allocator for nothing
   * @throws LeakError as {@link #run}
   * @throws IllegalStateException as {@link #run}
   */
  public void assertPasses() {
    SweepReport report = run();
    if (!report.passes()) {
      throw new SweepError(report);
    }
  }

  /**
   * Runs the sweep.
   *
   * @return what became of each failure
   * @throws LeakError where the work leaks without a failure
   * @throws IllegalStateException where the work fails without a failure, then with what it threw as the cause, or asks
   *     for more than the {@linkplain #maxAllocations most allocations}
   */
  public SweepReport run() {
    SweepRun baseline = baseline();
    long allocations = baseline.requests().size();
    List<SweptFault> faults = new ArrayList<>();
    for (long index = 1; index <= allocations + 1; index++) { // the last must fail nothing
      for (boolean forever : new boolean[] {false, true}) {
        Fault fault = new Fault(index, forever);
        SweepRun run = run(fault);
        SweptFault swept = judge(fault, run, baseline);
        if (swept != null) {
          faults.add(swept);
        }
        closeLive(run);
      }
    }
    return new SweepReport(allocations, faults);
  }

  private SweepRun baseline() {
    SweepRun run = SweepRun.withoutFailure(body, memory.get(), maxAllocations);
    Throwable thrown = run.thrown();
    if (thrown != null) {
      throw new IllegalStateException(
          "the work to sweep must succeed where no allocation fails, and threw " + SweepRun.oneLine(thrown), thrown);
    }
    long[] leaked = run.tracker().liveOrdinals();
    if (leaked.length > 0) {
      SweepRun again = SweepRun.withoutFailure(body, memory.get(), maxAllocations, leaked);
      LeakReport report = TwoPass.combine(run.tracker().report(), again.tracker().report());
      closeLive(run);
      closeLive(again);
      throw new LeakError(report);
    }
    return run;
  }

  private SweepRun run(Fault fault, long... sitesAt) {
    return SweepRun.failing(fault, body, memory.get(), maxAllocations, sitesAt);
  }

  /** Null where nothing was to be failed, and nothing was. */
  private @Nullable SweptFault judge(Fault fault, SweepRun run, SweepRun baseline) {
    AllocationLog.Request request = run.failed();
    String difference = run.difference(baseline, fault.index());
    if (request == null) {
      if (difference == null) {
        return null;
      }
      List<AllocationLog.Request> all = baseline.requests().isEmpty() ? run.requests() : baseline.requests();
      request = all.get((int) Math.min(fault.index(), all.size()) - 1);
    }
    if (difference != null) {
      return new SweptFault(fault, request, FailureVerdict.NOT_DETERMINISTIC, false, difference, null);
    }
    return run.tracker().liveBlocks() > 0
        ? leaked(fault, request, run)
        : ended(fault, request, run, baseline.tracker().wrongFrees());
  }

  private SweptFault leaked(Fault fault, AllocationLog.Request request, SweepRun run) {
    SweepRun again = run(fault, run.tracker().liveOrdinals());
    LeakReport report = TwoPass.combine(run.tracker().report(), again.tracker().report());
    closeLive(again);
    String live = Text.bytes(report.liveBytes()) + " in " + Text.blocks(report.liveBlocks()) + " still live";
    return report.blocksWithoutSite() == 0
        ? new SweptFault(fault, request, FailureVerdict.LEAKED, false, live + "; " + ending(run), report)
        : new SweptFault(fault, request, FailureVerdict.NOT_DETERMINISTIC, false, live + ", others when run again",
            report);
  }

  private SweptFault ended(Fault fault, AllocationLog.Request request, SweepRun run, long expectedWrongFrees) {
    String change = run.change();
    long wrongFrees = run.tracker().wrongFrees() - expectedWrongFrees;
    if (change == null && wrongFrees > 0) {
      change = Text.count(wrongFrees, "close") + " of a block that was closed before";
    }
    if (change != null) {
      return new SweptFault(fault, request, FailureVerdict.STATE_CHANGED, false, change, null);
    }
    Throwable thrown = run.thrown();
    if (thrown != null && isPropagated(thrown, run)) {
      return new SweptFault(fault, request, FailureVerdict.PROPAGATED, true, ending(run), null);
    }
    boolean accepted = thrown == null && swallowedAllowed;
    return new SweptFault(fault, request, FailureVerdict.SWALLOWED, accepted, ending(run), null);
  }

  private boolean isPropagated(Throwable thrown, SweepRun run) {
    return run.tellsOfFailure(thrown) || propagatedAs.stream().anyMatch(type -> type.isInstance(thrown));
  }

  private String ending(SweepRun run) {
    Throwable thrown = run.thrown();
    if (thrown == null) {
      return "the work returned as if nothing had failed";
    }
    if (thrown instanceof AllocationFailedException && run.tellsOfFailure(thrown)) {
      return "the work threw the failure";
    }
    return "the work threw " + SweepRun.oneLine(thrown)
        + (isPropagated(thrown, run) ? "" : ", which does not have the failure among its causes");
  }

  private static void closeLive(SweepRun run) {
    try {
      run.tracker().closeLive();
    } catch (RuntimeException e) {
      // The memory refuses to take the block back; that it is live has been reported.
    }
  }

  /**
   * Makes the object that a sweep acts on.
   *
   * @param <S> the object's type
   */
  @FunctionalInterface
  public interface Setup<S> {

    /**
     * Makes it.
     *
     * @param allocator where all its blocks come from, now and later
     * @return the object
     * @throws Exception where it cannot; then nothing stays allocated
     */
    S open(Allocator allocator) throws Exception;
  }

  /**
   * Does something to the object that a sweep acts on.
   *
   * @param <S> the object's type
   */
  @FunctionalInterface
  public interface Action<S> {

    /**
     * Does it.
     *
     * @param subject the object
     * @throws Exception where it cannot
     */
    void run(S subject) throws Exception;
  }

  /**
   * Looks at the object that a sweep acts on.
   *
   * @param <S> the object's type
   */
  @FunctionalInterface
  public interface Observation<S> {

    /**
     * Takes down its state.
     *
     * @param subject the object
     * @return a value to compare by {@link Objects#deepEquals}
     * @throws Exception where that cannot be
     */
    @Nullable Object of(S subject) throws Exception;
  }
}
