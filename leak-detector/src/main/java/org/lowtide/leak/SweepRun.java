package org.lowtide.leak;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;

/** One run of swept work, with one allocation failed, or all from one on, or none. */
final class SweepRun {

  private static final int MAX_STATE_CHARS = 200;

  private final AllocationLog log;
  private final TrackingAllocator tracker;
  private @Nullable Throwable thrown;
  private @Nullable String change;

  private SweepRun(AllocationLog log, long[] sitesAt) {
    this.log = log;
    this.tracker = TrackingAllocator.builder(log).level(TrackingLevel.COUNT).sitesAt(sitesAt).build();
  }

  /** Runs without a failure, and records the stack of every allocation. */
  static SweepRun withoutFailure(SweepBody<?> body, Allocator memory, long maxAllocations, long... sitesAt) {
    SweepRun run = new SweepRun(new AllocationLog(memory, maxAllocations, true), sitesAt);
    run.run(body);
    return run;
  }

  static SweepRun failing(SweptFault.Fault fault, SweepBody<?> body, Allocator memory, long maxAllocations,
      long... sitesAt) {
    AllocationLog log = new AllocationLog(memory, maxAllocations, false);
    log.arm(fault.index(), fault.forever());
    SweepRun run = new SweepRun(log, sitesAt);
    run.run(body);
    return run;
  }

  private <S> void run(SweepBody<S> body) {
    S subject;
    try {
      subject = body.setup().open(tracker);
    } catch (Throwable e) { // the work may throw anything
      thrown = e;
      return;
    }
    act(body, subject);
    try {
      body.close().run(subject);
    } catch (Throwable e) {
      if (thrown == null) {
        thrown = e;
      } else if (!log.tellsOfFailure(e)) {
        change = "after the failed action, close threw " + oneLine(e);
      }
    }
  }

  private <S> void act(SweepBody<S> body, S subject) {
    Object before = null;
    boolean observed = false;
    try {
      before = observe(body, subject);
      observed = true;
      body.action().run(subject);
    } catch (Throwable e) {
      thrown = e;
      if (observed) {
        change = change(before, body, subject);
      }
    }
  }

  private <S> @Nullable String change(@Nullable Object before, SweepBody<S> body, S subject) {
    Object after;
    try {
      after = observe(body, subject);
    } catch (Throwable e) {
      return "after the failed action, observing the state threw " + oneLine(e);
    }
    return Objects.deepEquals(before, after)
        ? null
        : "the state before the action was " + shown(before) + ", after it failed " + shown(after);
  }

  private <S> @Nullable Object observe(SweepBody<S> body, S subject) throws Exception {
    log.setPaused(true);
    try {
      return body.state().of(subject);
    } finally {
      log.setPaused(false);
    }
  }

  private static String shown(@Nullable Object state) {
    String text = Arrays.deepToString(new @Nullable Object[] {state});
    String quoted = Text.quoted(text.substring(1, text.length() - 1));
    return quoted.length() <= MAX_STATE_CHARS ? quoted : quoted.substring(0, MAX_STATE_CHARS) + "...";
  }

  /** A throwable's class and message. */
  static String oneLine(Throwable thrown) {
    String message = thrown.getMessage();
    return thrown.getClass().getName() + (message == null ? "" : ": " + Text.quoted(message));
  }

  /** What the work threw, its close included; null where it returned. */
  @Nullable Throwable thrown() {
    return thrown;
  }

  /** In which way a failed action left something changed; null where it did not. */
  @Nullable String change() {
    return change;
  }

  boolean tellsOfFailure(Throwable thrown) {
    return log.tellsOfFailure(thrown);
  }

  List<AllocationLog.Request> requests() {
    return log.requests();
  }

  /** The first allocation that was failed; null where the work ended before. */
  AllocationLog.@Nullable Request failed() {
    return log.failed();
  }

  TrackingAllocator tracker() {
    return tracker;
  }

  /**
   * How this run differs from one without failures up to and with an allocation; null where it does not.
   *
   * @param index the allocation, counted from 1
   */
  @Nullable String difference(SweepRun baseline, long index) {
    List<AllocationLog.Request> expected = baseline.requests();
    List<AllocationLog.Request> asked = requests();
    for (int i = 0; i < Math.min(index, Math.max(expected.size(), asked.size())); i++) {
      AllocationLog.Request was = i < expected.size() ? expected.get(i) : null;
      AllocationLog.Request is = i < asked.size() ? asked.get(i) : null;
      if (is != null && i == index - 1 && failed() != null) {
        is = failed();
      }
      if (was == null || is == null || !is.asksTheSameAs(was)) {
        return "allocation " + (i + 1) + " is " + (is == null ? "not asked for" : is) + " in this run, and was "
            + (was == null ? "not asked for" : was) + " in the one without failures";
      }
    }
    return null;
  }
}
