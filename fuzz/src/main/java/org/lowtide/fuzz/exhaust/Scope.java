package org.lowtide.fuzz.exhaust;

/**
 * How far an exhaustive run goes.
 *
 * @param maxOperations the longest programs, in operations, at least 0
 * @param maxNanos how long to go on, in nanoseconds
 * @param maxFindings after how many findings to stop, at least 1
 * @param merge whether a state that was reached before is followed once only
 */
public record Scope(int maxOperations, long maxNanos, int maxFindings, boolean merge) {

  /** As long as a program may be where only time bounds it. */
  public static final int ANY_LENGTH = 1000;

  /** As long as a run may take where only the length bounds it. */
  public static final long ANY_TIME = Long.MAX_VALUE;

  /**
   * Makes a scope.
   *
   * @throws IllegalArgumentException where a number is below its least
   */
  public Scope {
    if (maxOperations < 0) {
      throw new IllegalArgumentException("maxOperations must be at least 0, was " + maxOperations);
    }
    if (maxFindings < 1) {
      throw new IllegalArgumentException("maxFindings must be at least 1, was " + maxFindings);
    }
  }
}
