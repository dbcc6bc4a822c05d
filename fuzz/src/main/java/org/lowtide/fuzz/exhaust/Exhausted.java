package org.lowtide.fuzz.exhaust;

import java.math.BigInteger;
import java.util.List;

/**
 * What came of an exhaustive run on one subject.
 *
 * @param subject its name
 * @param levels what was covered, the shortest first; only the last may be incomplete
 * @param found in the order in which it was found; empty where nothing was
 * @param operations the operations run after the first programs of states, each of which was run again before them
 * @param otherwise the states that were another one when their program was run again without what had left it the same:
 *     above 0 the subject has a state that the merging of states does not see
 */
public record Exhausted(String subject, List<Level> levels, List<Found> found, long operations, long otherwise) {

  /** Makes a result. */
  public Exhausted {
    levels = List.copyOf(levels);
    found = List.copyOf(found);
  }

  /**
   * The length up to which every program was covered.
   *
   * @return operations; -1 where not even the empty program was
   */
  public int length() {
    return levels.isEmpty() ? -1 : levels.getLast().operations() - (levels.getLast().complete() ? 0 : 1);
  }

  /**
   * The programs of all lengths that were covered whole.
   *
   * @return a number
   */
  public BigInteger programs() {
    return levels.stream().filter(Level::complete).map(Level::programs).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /**
   * The programs that were run.
   *
   * @return a number
   */
  public long run() {
    return levels.stream().mapToLong(Level::run).sum();
  }

  /**
   * The states that were reached.
   *
   * @return a number; without merging, that of programs after which one can go on
   */
  public long states() {
    return levels.stream().mapToLong(Level::states).sum();
  }
}
