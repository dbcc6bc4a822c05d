package org.lowtide.fuzz.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.op.Operation;

/** One subject running one program, with allocators and a copy of the model of its own. */
interface SubjectRun {

  String subjectName();

  List<Finding> findings();

  /** Has what the subject reaches noted, where there is a sink. */
  void note(@Nullable Features sink);

  /** The ordinals of the allocations that stayed live after close; empty where none did. */
  long[] leaked();

  /** Whether a bound ended the program before its last operation. */
  boolean wasCut();

  /** Whether no further operation is run. */
  boolean isDone();

  /** Arms before the subject is opened. */
  void arm(Operation.ArmFailure arming);

  void open();

  /** Runs the next operation; false where there is nothing to run it on, or a bound is in its way. */
  boolean step(int index, Operation operation);

  /** Compares all bytes, closes what is open and checks that nothing is live; {@code index} is that of the close. */
  void finish(int index);
}
