package org.lowtide.leak;

import java.util.Locale;

/** Writes a {@link Reconciliation.Difference} for people. */
final class ReconciliationText {

  private ReconciliationText() {}

  static String of(Reconciliation.Difference difference) {
    StringBuilder out = new StringBuilder(512);
    out.append("lowtide: native memory since the baseline, in bytes\n\n");
    line(out, Long.toString(difference.ours()), "ours: live in the trackers");
    line(out, Long.toString(difference.directPool()),
        "buffer pool direct: allocateDirect and automatic arenas, not ours");
    if (difference.nativeMemoryTracking().isPresent()) {
      long tracked = difference.nativeMemoryTracking().getAsLong();
      line(out, Long.toString(tracked), "native memory tracking, category Other: all of these");
      line(out, Long.toString(difference.unexplained()),
          "unexplained, of it " + difference.directPool() + " in the pool");
    } else {
      line(out, "off",
          "native memory tracking; -XX:NativeMemoryTracking=summary also sees arenas that are not tracked");
      line(out, Long.toString(difference.unexplained()), "unexplained, as far as the pool tells");
    }
    return out.append("\nThe JVM's counters are those of all its code, and rounded up for each block.").toString();
  }

  private static void line(StringBuilder out, String figure, String meaning) {
    out.append(String.format(Locale.ROOT, "%15s  ", figure)).append(meaning).append('\n');
  }
}
