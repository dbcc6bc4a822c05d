package org.lowtide.fuzz.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operation;

/** One subject running one program, with allocators and a copy of the model of its own. */
abstract sealed class SubjectRun permits MemoryRun, AllocatorRun {

  final Header header;
  final Bounds bounds;
  final Ground ground;
  final Deviations deviations;
  @Nullable Features features;

  final PastCalls past = new PastCalls();

  /** Whether the program is over for this subject, by its own operations. */
  boolean ended;

  /** Whether a bound ended the program before its last operation. */
  boolean cut;

  /** The bytes that operations have touched so far. */
  long touched;

  SubjectRun(Subject subject, Header header, Bounds bounds, Allocator base, long... sitesAt) {
    this.header = header;
    this.bounds = bounds;
    this.ground = new Ground(header, bounds, base, sitesAt);
    this.deviations = new Deviations(subject.name());
  }

  /** Makes a run of a subject of either kind. */
  static SubjectRun of(Subject subject, Header header, Bounds bounds, Allocator base, long... sitesAt) {
    if (subject.target() != header.target()) {
      throw new IllegalArgumentException(
          "program must be about " + subject.target().phrase() + " for " + subject.name() + ", was about "
              + header.target().phrase());
    }
    return switch (subject) {
      case MemorySubject memory -> new MemoryRun(memory, header, bounds, base, sitesAt);
      case AllocatorSubject allocator -> new AllocatorRun(allocator, header, bounds, base, sitesAt);
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
  final void hash(StateHash into, BlockWitness held) {
    into.add(header.initialCapacityBytes()).add(header.limitBytes()).add(isDone() ? 1 : 0);
    hash(into);
    held.hash(into, marksBlocks());
    ground.hash(into);
    past.hash(into);
    deviations.hash(into);
  }

  /** Adds what is special to the target. */
  abstract void hash(StateHash into);

  /** Whether blocks are filled with bytes that say only which block it is. */
  abstract boolean marksBlocks();

  /** Runs the next operation; false where there is nothing to run it on, or a bound is in its way. */
  abstract boolean step(int index, Operation operation);

  /** Compares all bytes, closes what is open and checks that nothing is live; {@code index} is that of the close. */
  abstract void finish(int index);
}
