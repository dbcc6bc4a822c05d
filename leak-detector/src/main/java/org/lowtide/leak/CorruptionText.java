package org.lowtide.leak;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The message of a {@link MemoryCorruptionError}: what was overwritten, a line for each fact, a line to search for. */
final class CorruptionText {

  private static final int LABEL_WIDTH = 11;

  private final StringBuilder out = new StringBuilder(512);
  private final String what;

  /** Begins with what was written to. */
  CorruptionText(String what) {
    this.what = what;
    out.append("lowtide: overwritten: ").append(what).append("\n\n");
  }

  CorruptionText line(String label, String fact) {
    out.append("     ").append(label).append(" ".repeat(LABEL_WIDTH - label.length())).append(fact).append('\n');
    return this;
  }

  /** How much changed, with offsets counted from {@code shift} bytes before the stretch that differs. */
  CorruptionText difference(Difference difference, long shift) {
    return line("changed", difference.extent(shift))
        .line("expected", difference.expected())
        .line("observed", difference.observed());
  }

  /** The places along the causes, the first recorded first: each has a message like "allocated here". */
  CorruptionText places(@Nullable Throwable place) {
    if (place instanceof Place known) {
      places(known.getCause());
      line(String.valueOf(known.getMessage()).replace(" here", ""), "at " + Text.top(known));
    }
    return this;
  }

  String end(MemoryCorruptionError.Kind kind) {
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return out.append("\nSUMMARY: lowtide: ").append(name).append(": ").append(what).toString();
  }
}
