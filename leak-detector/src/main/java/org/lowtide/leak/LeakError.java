package org.lowtide.leak;

import java.io.Serial;
import java.util.Objects;

/**
 * Says that blocks were live where none may be. The message is the report's text; the cause, where places were recorded,
 * has the stack trace of the first place, so that what prints or hashes causes names the place that allocated.
 */
public final class LeakError extends AssertionError {

  @Serial
  private static final long serialVersionUID = 1L;

  private final transient LeakReport report;

  /**
   * Makes the error of a report.
   *
   * @param report what was live, not empty
   */
  public LeakError(LeakReport report) {
    super(report.text());
    this.report = Objects.requireNonNull(report, "report");
    if (!report.sites().isEmpty()) {
      LeakSite first = report.sites().getFirst();
      Place cause =
          new Place(Text.bytes(first.bytes()) + " in " + Text.blocks(first.blocks()) + " allocated here",
              first.stack(), null);
      initCause(cause);
    }
  }

  /**
   * The report that this error is about.
   *
   * @return the report; null after this error was serialised, where only the message remains
   */
  public LeakReport report() {
    return report;
  }
}
