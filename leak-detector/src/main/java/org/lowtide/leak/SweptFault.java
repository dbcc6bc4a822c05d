package org.lowtide.leak;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One injected allocation failure of a {@link FailureSweep}, and what became of it. Immutable. */
public final class SweptFault {

  private final long index;
  private final boolean forever;
  private final AllocationLog.Request request;
  private final FailureVerdict verdict;
  private final boolean accepted;
  private final String detail;
  private final @Nullable LeakReport leak;

  SweptFault(Fault fault, AllocationLog.Request request, FailureVerdict verdict, boolean accepted, String detail,
      @Nullable LeakReport leak) {
    this.index = fault.index();
    this.forever = fault.forever();
    this.request = request;
    this.verdict = verdict;
    this.accepted = accepted;
    this.detail = detail;
    this.leak = leak;
  }

  /**
   * Which allocation of the work failed.
   *
   * @return the index, counted from 1 at the beginning of the work
   */
  public long index() {
    return index;
  }

  /**
   * Whether all allocations after it failed too.
   *
   * @return false where only this one failed
   */
  public boolean isForever() {
    return forever;
  }

  /**
   * The size that was asked for and not given.
   *
   * @return bytes, at least 1
   */
  public long bytes() {
    return request.bytes();
  }

  /**
   * Who asked for it: the stack of the injected failure, from the caller of the toolkit down.
   *
   * @return an immutable list, innermost frame first; as of the run without failures where the failure did not come about
   */
  public List<StackTraceElement> stack() {
    return request.stack();
  }

  /**
   * What became of it.
   *
   * @return the verdict
   */
  public FailureVerdict verdict() {
    return verdict;
  }

  /**
   * Whether that is as it should be.
   *
   * @return whether the verdict is {@link FailureVerdict#PROPAGATED}, or {@link FailureVerdict#SWALLOWED} where the sweep
   *     allows that and the work returned
   */
  public boolean isAccepted() {
    return accepted;
  }

  /**
   * The reason for the verdict, for people.
   *
   * @return one line
   */
  public String detail() {
    return detail;
  }

  /**
   * What was still live.
   *
   * @return the report, with places; present where the verdict is {@link FailureVerdict#LEAKED}
   */
  public Optional<LeakReport> leak() {
    return Optional.ofNullable(leak);
  }

  @Override
  public String toString() {
    return verdict + ": allocation " + index + " failed " + (forever ? "and all after it" : "once") + " ("
        + Text.bytes(bytes()) + "): " + detail;
  }

  /** Which allocation is to fail, counted from 1, and whether all after it do too. */
  record Fault(long index, boolean forever) {}
}
