package org.lowtide.fuzz.exec;

/**
 * How much of a program is run. What lies beyond is cut, and the {@link Verdict} says so.
 *
 * @param maxOperations operations, at least 1
 * @param maxBytes the bytes that the operations may touch in all, and that a subject may have live at once; at least 1
 */
public record Bounds(int maxOperations, long maxBytes) {

  /** For fuzzing: 512 operations, 4 MiB. */
  public static final Bounds FUZZING = new Bounds(512, 4L << 20);

  /** For replay: 1,000,000 operations, 2 GiB. */
  public static final Bounds REPLAY = new Bounds(1_000_000, 2L << 30);

  /**
   * Makes bounds.
   *
   * @throws IllegalArgumentException where either is below 1
   */
  public Bounds {
    if (maxOperations < 1) {
      throw new IllegalArgumentException("maxOperations must be at least 1, was " + maxOperations);
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1, was " + maxBytes);
    }
  }
}
