package org.lowtide.leak;

import org.jspecify.annotations.Nullable;

/**
 * The level of one tracker, and who chose it: so that a report can name the switch that tells more.
 *
 * @param level what is remembered
 * @param byCode whether code chose it, so that the system property has no say
 */
record LevelChoice(TrackingLevel level, boolean byCode) {

  /**
   * Chooses a level: what code says, else what the system properties say, else what is given.
   *
   * @throws IllegalArgumentException where the system property that decides names no level
   */
  static LevelChoice of(@Nullable TrackingLevel byCode, String name, TrackingLevel otherwise) {
    if (byCode != null) {
      return new LevelChoice(byCode, true);
    }
    TrackingLevel configured = TrackingLevel.configured(name);
    return new LevelChoice(configured == null ? otherwise : configured, false);
  }

  boolean includes(TrackingLevel other) {
    return level.compareTo(other) >= 0;
  }

  /** What to set for another level. */
  String switchTo(TrackingLevel other) {
    return byCode ? "TrackingLevel." + other : "-D" + TrackingLevel.PROPERTY + "=" + other;
  }
}
