package org.lowtide.leak;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much a {@link TrackingAllocator} remembers of each block. Each level includes what the ones before it do; levels
 * may be added, so a {@code switch} over them needs a default.
 *
 * <p>Chosen for each tracker: by code, else by the system property {@value #PROPERTY} with the tracker's name behind a
 * dot, else by {@value #PROPERTY} alone, else the default of whoever makes the tracker. The properties are read when the
 * tracker is made; upper and lower case do not matter.
 */
public enum TrackingLevel {
  /** Nothing: each call goes straight to the delegate, no figure is kept, no limit holds, and no leak is seen. */
  OFF,
  /** Exact sums, and which allocations are live by their ordinal; no stack traces. For every run, production included. */
  COUNT,
  /**
   * Also the place that allocated each block: one record for each distinct stack, told apart by its ten topmost frames.
   * Costs taking these frames once a block.
   */
  SITES,
  /**
   * Also what happened to each block: its allocation and the last six events (uses of its segment, {@linkplain
   * TrackingAllocator#touch notes}, closes), each with thread and stack; what was dropped between is counted. Costs
   * taking a stack an event, and some 300 bytes a block.
   */
  HISTORY;

  /** The system property that chooses the level where code does not. */
  public static final String PROPERTY = "lowtide.leak.level";

  /**
   * The level that the system properties choose for a tracker.
   *
   * @param name the tracker's name; empty for none
   * @return the level of {@value #PROPERTY}{@code .<name>} or else of {@value #PROPERTY}; null where neither is set
   * @throws IllegalArgumentException where the property that decides names no level
   */
  public static @Nullable TrackingLevel configured(String name) {
    TrackingLevel own = name.isEmpty() ? null : fromProperty(PROPERTY + "." + name);
    return own != null ? own : fromProperty(PROPERTY);
  }

  private static @Nullable TrackingLevel fromProperty(String property) {
    String value = System.getProperty(property);
    return value == null ? null : parse("system property " + property, value);
  }

  /**
   * Reads a level.
   *
   * @param source what the text comes from, to be named where it is wrong
   * @param text the name of a level, in upper or lower case
   * @return the level
   * @throws IllegalArgumentException where the text names no level
   */
  public static TrackingLevel parse(String source, String text) {
    for (TrackingLevel level : values()) {
      if (level.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
        return level;
      }
    }
    throw new IllegalArgumentException(
        source + " must be one of " + Arrays.toString(values()) + ", was " + Text.quoted(text));
  }
}
