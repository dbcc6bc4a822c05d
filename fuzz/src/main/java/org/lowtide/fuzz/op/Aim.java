package org.lowtide.fuzz.op;

/**
 * Which handle an operation is aimed at, relative to the contexts that are open when it runs, so that it keeps its
 * meaning while a program shrinks around it. Where handles are blocks, the live blocks are the open contexts, the newest
 * being innermost, and the closed ones have ended.
 *
 * @param target what {@code index} counts
 * @param index 0 to {@link #MAX_INDEX}
 */
public record Aim(Target target, int index) {

  /** The largest index. */
  public static final int MAX_INDEX = 84;

  /** The innermost open context; the root once nothing is open. Of blocks the newest live one. */
  public static final Aim INNERMOST = new Aim(Target.UP, 0);

  /** The innermost open context's parent; the root where that is innermost itself. */
  public static final Aim PARENT = new Aim(Target.UP, 1);

  /** The root. Of blocks the oldest live one. */
  public static final Aim ROOT = new Aim(Target.DOWN, 0);

  /**
   * Makes an aim.
   *
   * @throws IllegalArgumentException where {@code index} is not 0 to {@link #MAX_INDEX}
   */
  public Aim {
    if (index < 0 || index > MAX_INDEX) {
      throw new IllegalArgumentException("index must be 0 to " + MAX_INDEX + ", was " + index);
    }
  }

  /** What an aim counts. */
  public enum Target {
    /** Open contexts from the innermost outwards; beyond the root it is the root. */
    UP,
    /** Open contexts from the root inwards; beyond the innermost it is the innermost. */
    DOWN,
    /** Ended handles from the one that ended last backwards; beyond the first it is the first. */
    ENDED
  }
}
