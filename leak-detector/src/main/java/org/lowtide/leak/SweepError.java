package org.lowtide.leak;

import java.io.Serial;
import java.util.Objects;

/**
 * Says that injected allocation failures were not handled as they should be. The message is the report's text; the cause
 * has the stack trace of the first such failure, where it was injected.
 */
public final class SweepError extends AssertionError {

  @Serial
  private static final long serialVersionUID = 1L;

  private final transient SweepReport report;

  /**
   * Makes the error of a report.
   *
   * @param report one that does not pass
   */
  public SweepError(SweepReport report) {
    super(report.text());
    this.report = Objects.requireNonNull(report, "report");
    if (!report.failures().isEmpty()) {
      SweptFault first = report.failures().getFirst();
      initCause(new Place("allocation " + first.index() + " failed here", first.stack(), null));
    }
  }

  /**
   * The report that this error is about.
   *
   * @return the report; null after this error was serialised, where only the message remains
   */
  public SweepReport report() {
    return report;
  }
}
