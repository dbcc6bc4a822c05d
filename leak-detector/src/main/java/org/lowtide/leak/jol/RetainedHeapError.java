package org.lowtide.leak.jol;

import java.io.Serial;

/**
 * Says that an object kept more of the heap reachable after its end than it may. The message is the table of classes and
 * a summary line to search for, like {@code SUMMARY: lowtide: 65592 bytes of heap retained by com.example.Pool, at most
 * 1024 allowed}.
 */
public final class RetainedHeapError extends AssertionError {

  @Serial
  private static final long serialVersionUID = 1L;

  private final transient RetainedHeap retained;

  RetainedHeapError(String subject, RetainedHeap retained, long maxBytes) {
    super(
        retained.table() + "\nSUMMARY: lowtide: " + retained.after().bytes() + " bytes of heap retained by " + subject
            + ", at most " + maxBytes + " allowed");
    this.retained = retained;
  }

  /**
   * What this error is about.
   *
   * @return both footprints; null after this error was serialised, where only the message remains
   */
  public RetainedHeap retained() {
    return retained;
  }
}
