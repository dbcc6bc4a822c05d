package org.lowtide.bench.way;

/** Where a plain generator gets its numbers from. */
interface Draws {

  /** Whether another operation is to be drawn. */
  boolean more();

  /** A number of {@code least} to {@code most}, both included. */
  int between(int least, int most);

  /** So many bytes. */
  byte[] bytes(int length);
}
