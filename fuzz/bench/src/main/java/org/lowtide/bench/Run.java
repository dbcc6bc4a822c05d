package org.lowtide.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One line of the results: a way looking for a bug from a seed.
 *
 * @param way the way's word
 * @param bug the bug's id
 * @param seed where randomness came from
 * @param end how it ended
 * @param executions programs run until then
 * @param operations operations run until then
 * @param cpuSeconds the processor time until then, the start of the JVMs included
 * @param wallSeconds the time until the JVM had ended
 * @param finding the kind of what was found; empty where nothing was
 */
@JsonPropertyOrder({"way", "bug", "seed", "end", "executions", "operations", "cpuSeconds", "wallSeconds", "finding"})
record Run(
    String way,
    String bug,
    long seed,
    End end,
    long executions,
    long operations,
    double cpuSeconds,
    double wallSeconds,
    String finding) {

  /** A run that is left out because those before it on the bug found nothing. */
  static Run curtailed(String way, String bug, long seed) {
    return new Run(way, bug, seed, End.CURTAILED, 0, 0, 0, 0, "");
  }

  boolean exposed() {
    return end == End.EXPOSED;
  }

  /** What tells it from all others. */
  String key() {
    return way + " " + bug + " " + seed;
  }

  /** How a run can end. */
  enum End {
    /** The bug was found. */
    EXPOSED,
    /** The budget was used up first. */
    CENSORED,
    /** It was not begun, because the way had not found the bug from the first seeds. */
    CURTAILED,
    /** The JVM ended without a result: a failure of the bench. */
    FAILED
  }
}
