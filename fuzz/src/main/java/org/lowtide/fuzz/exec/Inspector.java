package org.lowtide.fuzz.exec;

import java.util.List;
import java.util.function.LongSupplier;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.exec.Finding.Signature;
import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.model.Outcome;
import org.lowtide.fuzz.model.ReferenceModel;
import org.lowtide.fuzz.model.Status;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.memory.Memory;

/** Checks the integrity of one subject after each operation: sizes, limits, bytes, and what it holds. */
final class Inspector {

  /** With more contexts open than this, each check takes some of them; all are compared before they end. */
  private static final int ALL_CONTEXTS = 48;

  private static final int SOME_CONTEXTS = 12;

  /** The bytes looked at on each side of a place where nothing should have changed. */
  private static final int MARGIN = 64;

  /** What M13 allows beyond twice the largest shared size, in bytes. */
  private static final long SLACK_BYTES = 64 << 10;

  private static final String SIZE = "size";
  private static final byte[] NO_DATA = {};

  private final ReferenceModel model;
  private final List<Memory> memories;
  private final TrackingAllocator allocator;
  private final Deviations deviations;
  private final ByteComparison bytes;
  private final long initialCapacity;
  private long wrongFrees;

  Inspector(
      ReferenceModel model,
      List<Memory> memories,
      TrackingAllocator allocator,
      Deviations deviations,
      long initialCapacity) {
    this.model = model;
    this.memories = memories;
    this.allocator = allocator;
    this.deviations = deviations;
    this.initialCapacity = initialCapacity;
    this.bytes = new ByteComparison(model, memories, deviations);
  }

  /** Checks everything after an operation; stops at the first deviation in state. */
  void after(Step step, boolean succeeded) {
    frees(step);
    if (model.depth() < 0) {
      return;
    }
    innermostSize(step, succeeded);
    if (!deviations.retired()) {
      touchedBytes(step, succeeded);
    }
    if (!deviations.retired()) {
      contexts(step.index());
      held(step);
    }
  }

  /** Compares all bytes of the contexts that are about to end, and of those that stay, if any do. */
  void allBytes(int index, int fromDepth) {
    for (int depth = model.depth(); depth >= fromDepth && !deviations.retired(); depth--) {
      int handle = model.handleAt(depth);
      int size = model.size(handle);
      if (size > 0) {
        bytes.compare(index, handle, 0, size)
            .ifPresent(
                mismatch -> mismatch.report(
                    deviations,
                    FindingKind.DIVERGENCE,
                    Rule.M2,
                    index,
                    new Signature("bytes", aim(handle), "bytes", mismatch.word(), "")));
      }
    }
  }

  /** Compares all bytes after a call that was refused otherwise than it should be, or for want of memory. */
  void nothingChanged(Step step) {
    for (int depth = model.depth(); depth >= 0 && !step.isQuestion(); depth--) {
      int handle = model.handleAt(depth);
      region(step, handle, 0, model.size(handle), false);
    }
  }

  private AimClass aim(int handle) {
    return model.depthOf(handle) == model.depth() ? AimClass.INNERMOST : AimClass.OLDER;
  }

  private void frees(Step step) {
    long now = allocator.wrongFrees();
    if (now != wrongFrees) {
      wrongFrees = now;
      deviations.observed(
          FindingKind.DOUBLE_FREE,
          Rule.M13,
          step.index(),
          step.signature("freed-once", "freed-twice"),
          "each block is given back once",
          "a block that was given back is given back again");
    }
  }

  private void innermostSize(Step step, boolean succeeded) {
    int handle = model.handleAt(model.depth());
    long expected = model.size(handle);
    if (answers(memories.get(handle)::size, expected)) {
      return;
    }
    Outcome size = ask(OpCode.SIZE, handle);
    Outcome snapshot = ask(OpCode.SNAPSHOT, handle);
    String word = sizeWord(size, expected);
    if (snapshot.value() instanceof byte[] all && all.length == expected) {
      wrongAnswer(SIZE, handle, step.index(), Rule.M8, Outcome.returned(expected), size, word);
    } else {
      deviations.inState(
          succeeded ? FindingKind.DIVERGENCE : FindingKind.BROKEN_GUARANTEE,
          succeeded ? ruleOfState(step) : Rule.M12,
          step.index(),
          step.signature(SIZE, word),
          "size " + expected,
          "size " + size.describe());
    }
  }

  private static Rule ruleOfState(Step step) {
    return step.code() == OpCode.ENSURE_CAPACITY ? Rule.M8 : step.rule();
  }

  private static String sizeWord(Outcome observed, long expected) {
    return observed.value() instanceof Long size ? (size < expected ? "smaller" : "larger") : observed.status().name();
  }

  private void contexts(int index) {
    int depth = model.depth();
    if (depth < ALL_CONTEXTS) {
      for (int i = 0; i <= depth; i++) {
        context(model.handleAt(i), index);
      }
      return;
    }
    context(model.handleAt(0), index);
    for (int i = 0; i < SOME_CONTEXTS; i++) {
      context(model.handleAt(depth - i), index);
      context(model.handleAt((int) ((index * (long) SOME_CONTEXTS + i) % depth)), index);
    }
  }

  private void context(int handle, int index) {
    long size = model.size(handle);
    Memory memory = memories.get(handle);
    if (aim(handle) == AimClass.OLDER && !answers(memory::size, size)) {
      Outcome observed = ask(OpCode.SIZE, handle);
      wrongAnswer(SIZE, handle, index, Rule.M2, Outcome.returned(size), observed, sizeWord(observed, size));
    }
    if (!answers(memory::limit, model.limit())) {
      Outcome expected = Outcome.returned(model.limit());
      wrongAnswer("limit", handle, index, Rule.M9, expected, ask(OpCode.LIMIT, handle), "other-value");
    }
  }

  private void held(Step step) {
    int handle = model.handleAt(model.depth());
    long total = model.total();
    Memory memory = memories.get(handle);
    if (!answers(memory::sharedSize, total)) {
      Outcome observed = ask(OpCode.SHARED_SIZE, handle);
      Outcome expected = Outcome.returned(total);
      wrongAnswer("sharedSize", handle, step.index(), Rule.M13, expected, observed, sizeWord(observed, total));
    }
    long atLeast = Math.max(total, initialCapacity);
    Outcome capacity = ask(OpCode.SHARED_CAPACITY, handle);
    if (!(capacity.value() instanceof Long bytesHeld) || bytesHeld < atLeast) {
      wrongAnswer(
          "sharedCapacity", handle, step.index(), Rule.M13, Outcome.returned(atLeast), capacity, "smaller");
    }
    long live = allocator.liveBytes();
    long atMost = initialCapacity + 2 * model.peakTotal() + SLACK_BYTES;
    if (live < total || live > atMost) {
      deviations.observed(
          live < total ? FindingKind.DIVERGENCE : FindingKind.LEAK,
          Rule.M13,
          step.index(),
          new Signature("live", AimClass.INNERMOST, "within-bound", live < total ? "below" : "above", ""),
          total + " to " + atMost + " live bytes",
          live + " live bytes");
    }
  }

  private void wrongAnswer(
      String question, int handle, int index, Rule rule, Outcome expected, Outcome observed, String word) {
    AimClass aim = aim(handle);
    FindingKind kind = rule == Rule.M9 ? FindingKind.LIMIT : FindingKind.DIVERGENCE;
    deviations.observed(
        observed.status() == Status.CRASH ? FindingKind.CRASH : kind,
        rule,
        index,
        new Signature(question, aim, "value", word, ""),
        question + " of the " + aim.word() + " context is " + expected.describe(),
        observed.describe());
  }

  /** Whether a question is answered as expected; the answer itself is only made into an outcome where it is not. */
  private static boolean answers(LongSupplier question, long expected) {
    try {
      return question.getAsLong() == expected;
    } catch (Throwable e) { // a subject may throw anything; asking again tells what
      return false;
    }
  }

  private Outcome ask(OpCode question, int handle) {
    return Invoker.invoke(memories.get(handle), new Call(question, handle, 0, 0, 0, NO_DATA));
  }

  private void touchedBytes(Step step, boolean succeeded) {
    int handle = model.handleAt(model.depth());
    int size = model.size(handle);
    Call call = step.call();
    if (!succeeded) {
      if (!step.isQuestion()) {
        around(step, handle);
        if (call.handle() != handle && !model.hasEnded(call.handle())) {
          around(step, call.handle());
        }
      }
      return;
    }
    switch (step.code()) {
      case REVERT_CHILD, CLOSE -> ends(step, handle, size, true);
      case COMMIT_CHILD -> region(step, handle, step.sizeBefore() - MARGIN, size, true);
      case RESTORE -> region(step, handle, 0, size, true);
      case RESIZE, RESIZE_WORD_ALIGNED, ENSURE_CAPACITY ->
          region(step, handle, Math.min(step.sizeBefore(), size) - MARGIN, size, true);
      default -> {
        if (step.code().group() == OpCode.Group.WRITE && call.length() > 0) {
          int from = (int) call.offset();
          int to = (int) (call.offset() + call.length());
          boolean grew = size > step.sizeBefore();
          region(step, handle, (grew ? Math.min(from, step.sizeBefore()) : from) - MARGIN, grew ? size : to + MARGIN,
              true);
        }
      }
    }
  }

  /** What a refused call is most likely to have changed in a context: its ends, and where the call was aimed. */
  private void around(Step step, int handle) {
    int size = model.size(handle);
    ends(step, handle, size, false);
    int offset = Math.clamp(step.call().offset(), 0, size);
    region(step, handle, offset - MARGIN, offset + MARGIN, false);
  }

  private void ends(Step step, int handle, int size, boolean succeeded) {
    region(step, handle, 0, 2 * MARGIN, succeeded);
    region(step, handle, size - 2 * MARGIN, size, succeeded);
  }

  private void region(Step step, int handle, int from, int to, boolean succeeded) {
    int start = Math.max(0, from);
    int end = Math.min(to, model.size(handle));
    if (start >= end || deviations.retired()) {
      return;
    }
    bytes.compare(step.index(), handle, start, end).ifPresent(mismatch -> mismatched(step, mismatch, succeeded));
  }

  private void mismatched(Step step, ByteComparison.Mismatch mismatch, boolean succeeded) {
    Call call = step.call();
    boolean written =
        step.code().group() == OpCode.Group.WRITE
            && mismatch.offset() >= call.offset()
            && mismatch.offset() - call.offset() < call.length();
    boolean gained = mismatch.offset() >= step.sizeBefore() && !step.endsContexts() && step.code() != OpCode.RESTORE;
    boolean dirty = succeeded && gained && !written && mismatch.expectedZero();
    FindingKind kind = succeeded ? FindingKind.DIVERGENCE : FindingKind.BROKEN_GUARANTEE;
    Rule rule = succeeded ? ruleOfState(step) : Rule.M12;
    mismatch.report(
        deviations,
        dirty ? FindingKind.DIRTY_READ : kind,
        dirty ? Rule.M7 : rule,
        step.index(),
        step.signature(dirty ? "zero" : "bytes", mismatch.word()));
  }
}
