package org.lowtide.leak.internal;

import java.util.Arrays;
import org.lowtide.leak.TrackingLevel;

/**
 * How a {@link LeakScope} is set up: what the annotations of all test frameworks have in common.
 *
 * @param level what is remembered of each block
 * @param nativeMemory whether blocks lie off the heap
 * @param limitBytes the most bytes that may be live, at least 0
 * @param quarantineBytes the budget of the quarantine, at least 0; 0 for no guards
 */
public record ScopeSettings(TrackingLevel level, boolean nativeMemory, long limitBytes, long quarantineBytes) {

  /**
   * The settings of a test that says nothing, on the heap and without a limit.
   *
   * @param level what is remembered of each block
   * @return settings
   */
  public static ScopeSettings of(TrackingLevel level) {
    return new ScopeSettings(level, false, Long.MAX_VALUE, 0);
  }

  /**
   * Checks the attributes of an annotation.
   *
   * @param place the annotation and where it stands, for the message
   * @param levels its level, an array so that it can say none
   * @param limitBytes its limit
   * @param quarantineBytes its budget of the quarantine
   * @throws IllegalArgumentException where a value breaks its rule, in one line that names the place
   */
  public static void check(String place, TrackingLevel[] levels, long limitBytes, long quarantineBytes) {
    require(levels.length <= 1, place, "level must be one level or none, was " + Arrays.toString(levels));
    require(limitBytes >= 0, place, "limitBytes must be at least 0, was " + limitBytes);
    require(quarantineBytes >= 0, place, "quarantineBytes must be at least 0, was " + quarantineBytes);
  }

  private static void require(boolean holds, String place, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(place + ": " + rule);
    }
  }
}
