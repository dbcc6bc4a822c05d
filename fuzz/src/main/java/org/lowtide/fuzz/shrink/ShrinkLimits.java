package org.lowtide.fuzz.shrink;

import java.time.Duration;

/**
 * How long shrinking may go on. What was reached by then is the result, and it says that it is not complete.
 *
 * @param maxExecutions how often the program may be run, at least 1; with nothing else to stop it, the result is the same
 *     every time
 * @param maxTime how long it may take; at least zero
 */
public record ShrinkLimits(long maxExecutions, Duration maxTime) {

  /** A time that nothing reaches. */
  private static final Duration NO_LIMIT = Duration.ofDays(10_000);

  /** As many executions as a program of 512 operations is known to need several times over; no limit of time. */
  public static final ShrinkLimits DEFAULT = executions(100_000);

  /**
   * Makes limits.
   *
   * @throws IllegalArgumentException where either is below its least value
   */
  public ShrinkLimits {
    if (maxExecutions < 1) {
      throw new IllegalArgumentException("maxExecutions must be at least 1, was " + maxExecutions);
    }
    if (maxTime.isNegative()) {
      throw new IllegalArgumentException("maxTime must be at least zero, was " + maxTime);
    }
  }

  /**
   * A limit of executions alone, so that the result does not depend on the machine.
   *
   * @param maxExecutions at least 1
   * @return the limits
   */
  public static ShrinkLimits executions(long maxExecutions) {
    return new ShrinkLimits(maxExecutions, NO_LIMIT);
  }

  /**
   * These limits and one of time, for whoever waits: a result that it cut short is not the same on every machine.
   *
   * @param maxTime at least zero
   * @return the limits
   */
  public ShrinkLimits within(Duration maxTime) {
    return new ShrinkLimits(maxExecutions, maxTime);
  }

  /** The time in nanoseconds, cut to what a {@code long} holds. */
  long maxNanos() {
    return maxTime.compareTo(NO_LIMIT) >= 0 ? NO_LIMIT.toNanos() : maxTime.toNanos();
  }
}
