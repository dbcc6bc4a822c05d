package org.lowtide.fuzz.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.model.Outcome;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operation;

/** One subject running one program, with allocators and a copy of the model of its own. */
abstract sealed class SubjectRun permits MemoryRun, AllocatorRun {

  final Header header;
  final Bounds bounds;
  final Ground ground;
  final Deviations deviations;
  @Nullable Features features;
  private @Nullable Trace trace;
  private final List<Long> allocations = new ArrayList<>();

  final PastCalls past = new PastCalls();

  /** Whether the program is over for this subject, by its own operations. */
  boolean ended;

  /** Whether a bound ended the program before its last operation. */
  boolean cut;

  /** The bytes that operations have touched so far. */
  long touched;

  SubjectRun(Subject subject, Header header, Bounds bounds, Ground ground) {
    this.header = header;
    this.bounds = bounds;
    this.ground = ground;
    this.deviations = new Deviations(subject.name());
  }

  /** Makes a run of a subject of either kind. */
  static SubjectRun of(Subject subject, Header header, Bounds bounds, Ground ground) {
    if (subject.target() != header.target()) {
      throw new IllegalArgumentException(
          "program must be about " + subject.target().phrase() + " for " + subject.name() + ", was about "
              + header.target().phrase());
    }
    return switch (subject) {
      case MemorySubject memory -> new MemoryRun(memory, header, bounds, ground);
      case AllocatorSubject allocator -> new AllocatorRun(allocator, header, bounds, ground);
    };
  }

  final String subjectName() {
    return deviations.subject();
  }

  final List<Finding> findings() {
    return deviations.findings();
  }

  /** Has what the subject reaches noted, where there is a sink. */
  final void note(@Nullable Features sink) {
    features = sink;
  }

  /** Has all that can be seen written down from now on. */
  final void startTrace() {
    trace = new Trace();
  }

  /** What was written down. */
  final Trace trace() {
    return Objects.requireNonNull(trace, "the trace");
  }

  /** Writes down how a call ended, where that is wanted. */
  final void trace(int index, String operation, AimClass aim, Outcome outcome) {
    if (trace != null) {
      trace.add(index, operation, aim, outcome, capacity(), ground.liveBytes(), ground.allocations());
    }
  }

  /** Writes down how many allocations were asked for up to here, where that is wanted. */
  final void countAllocations() {
    if (trace != null) {
      allocations.add(ground.allocations());
    }
  }

  /** How many allocations were asked for: before opening, after it, and after each operation. */
  final List<Long> allocations() {
    return allocations;
  }

  /** What the subject says that it holds, in bytes; -1 where it does not say. */
  abstract long capacity();

  /** The ordinals of the allocations that stayed live after close; empty where none did. */
  final long[] leaked() {
    return ground.leaked();
  }

  /** Whether a bound ended the program before its last operation. */
  final boolean wasCut() {
    return cut;
  }

  /** Whether no further operation is run. */
  final boolean isDone() {
    return ended || cut || deviations.retired();
  }

  /** Arms before the subject is opened. */
  final void arm(Operation.ArmFailure arming) {
    ground.arm(arming);
  }

  abstract void open();

  /** Adds where the run stands: the model, what the subject holds, and what is remembered of the calls so far. */
  final void hash(StateHash into, BlockWitness held, int endedHandles) {
    into.add(header.initialCapacityBytes()).add(header.limitBytes()).add(isDone() ? 1 : 0);
    hash(into, endedHandles);
    held.hash(into, marksBlocks());
    ground.hash(into);
    past.hash(into);
    deviations.hash(into);
  }

  /** Adds what is special to the target; of the handles that have ended, the last so many. */
  abstract void hash(StateHash into, int endedHandles);

  /** Whether blocks are filled with bytes that say only which block it is. */
  abstract boolean marksBlocks();

  /** Runs the next operation; false where there is nothing to run it on, or a bound is in its way. */
  abstract boolean step(int index, Operation operation);

  /** Compares all bytes, closes what is open and checks that nothing is live; {@code index} is that of the close. */
  abstract void finish(int index);
}
