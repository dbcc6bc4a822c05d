package org.lowtide.leak.jol;

/**
 * What an object kept reachable before and after its end. Immutable. Made by {@link HeapWalk#over}.
 *
 * <p>An object that was closed should let go of what it held: a large array still reachable from it stays on the heap for
 * as long as anyone holds the closed object.
 */
public final class RetainedHeap {

  private final String subject;
  private final HeapFootprint before;
  private final HeapFootprint after;

  RetainedHeap(String subject, HeapFootprint before, HeapFootprint after) {
    this.subject = subject;
    this.before = before;
    this.after = after;
  }

  /**
   * What was reachable before the end.
   *
   * @return the footprint
   */
  public HeapFootprint before() {
    return before;
  }

  /**
   * What was still reachable after the end.
   *
   * @return the footprint
   */
  public HeapFootprint after() {
    return after;
  }

  /**
   * Both footprints for people: a line of sums; a line for each class, those with the most bytes after the end first, then
   * before it, then by name; how many classes were left out; what could not be seen.
   *
   * @return lines separated by {@code \n}, the last one without
   */
  public String table() {
    return RetainedTable.of(subject, before, after);
  }

  /**
   * Checks that little is reachable after the end.
   *
   * @param maxBytes the most bytes of heap that may be, at least 0, the object itself included
   * @throws RetainedHeapError with the {@link #table()} where it is more
   * @throws IllegalArgumentException where {@code maxBytes} is negative
   */
  public void assertRetainsAtMost(long maxBytes) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("maxBytes must be at least 0, was " + maxBytes);
    }
    if (after.bytes() > maxBytes) {
      throw new RetainedHeapError(subject, this, maxBytes);
    }
  }

  @Override
  public String toString() {
    return table();
  }
}
