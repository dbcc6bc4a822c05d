package org.lowtide.leak;

import org.jspecify.annotations.Nullable;

/** A finding for people: one line that says what was found, a line for each fact, and a line to search for. */
final class FactText {

  private static final int LABEL_WIDTH = 11;

  private final StringBuilder out = new StringBuilder(512);

  FactText(String finding) {
    out.append("lowtide: ").append(finding).append("\n\n");
  }

  FactText line(String label, String fact) {
    out.append("     ").append(label).append(" ".repeat(LABEL_WIDTH - label.length())).append(fact).append('\n');
    return this;
  }

  /** How much changed, with offsets counted from {@code shift} bytes before the stretch that differs. */
  FactText difference(Difference difference, long shift) {
    return line("changed", difference.extent(shift))
        .line("expected", difference.expected())
        .line("observed", difference.observed());
  }

  /** The places along the causes, the first recorded first: each has a message like "allocated here". */
  FactText places(@Nullable Throwable place) {
    if (place instanceof Place known) {
      places(known.getCause());
      line(String.valueOf(known.getMessage()).replace(" here", ""), "at " + Text.top(known));
    }
    return this;
  }

  String summary(String finding) {
    return out.append("\nSUMMARY: lowtide: ").append(finding).toString();
  }
}
