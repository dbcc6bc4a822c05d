package org.lowtide.leak;

import java.util.List;

/**
 * What became of each failure that a {@link FailureSweep} injected. Immutable; holds no wall clock and no identity hash.
 */
public final class SweepReport {

  private final long allocations;
  private final List<SweptFault> faults;

  SweepReport(long allocations, List<SweptFault> faults) {
    this.allocations = allocations;
    this.faults = List.copyOf(faults);
  }

  /**
   * The allocations that the work asks for where none fails.
   *
   * @return a count, at least 0
   */
  public long allocations() {
    return allocations;
  }

  /**
   * All injected failures, by index; for each index the one that failed once, then the one that failed for ever.
   *
   * @return an immutable list, empty where the work asks for no memory
   */
  public List<SweptFault> faults() {
    return faults;
  }

  /**
   * The injected failures that were not handled as they should be.
   *
   * @return those of {@link #faults()} that are not {@linkplain SweptFault#isAccepted() accepted}
   */
  public List<SweptFault> failures() {
    return faults.stream().filter(fault -> !fault.isAccepted()).toList();
  }

  /**
   * The injected failures with one verdict.
   *
   * @param verdict any
   * @return a count, at least 0
   */
  public long count(FailureVerdict verdict) {
    return faults.stream().filter(fault -> fault.verdict() == verdict).count();
  }

  /**
   * Whether something was injected, and all of it was handled as it should be.
   *
   * @return false where the work asks for no memory, since then nothing was tried
   */
  public boolean passes() {
    return !faults.isEmpty() && failures().isEmpty();
  }

  /**
   * The report for people: each failure that was not handled, with its index, bytes, stack and what was left; what was
   * left out; and a summary line to search for, like {@code SUMMARY: lowtide: 6 injected failures of 3 allocations: 4
   * propagated, 2 leaked}.
   *
   * @return lines separated by {@code \n}, the last one without
   */
  public String text() {
    return SweepText.of(this);
  }

  /**
   * The last line of {@link #text()}.
   *
   * @return one line
   */
  public String summary() {
    return SweepText.summary(this);
  }

  @Override
  public String toString() {
    return text();
  }
}
