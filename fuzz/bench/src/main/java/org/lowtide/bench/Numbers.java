package org.lowtide.bench;

import java.util.Locale;

/** Figures as the table shows them. */
final class Numbers {

  private static final double KILO = 1000;

  private Numbers() {}

  /** A count, to three digits beyond a thousand. */
  static String count(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (Double.isInfinite(value)) {
      return "-";
    }
    if (value < KILO) {
      return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
    }
    return value < KILO * KILO ? digits(value / KILO) + "k" : digits(value / KILO / KILO) + "M";
  }

  static String seconds(double value) {
    return Double.isNaN(value) ? "" : Double.isInfinite(value) ? "-" : String.format(Locale.ROOT, "%.1f s", value);
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}
