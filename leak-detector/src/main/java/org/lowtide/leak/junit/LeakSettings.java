package org.lowtide.leak.junit;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.lowtide.leak.TrackingLevel;

/**
 * The settings of one test or class: those of the nearest {@link LeakCheck}, the configured level, the defaults.
 *
 * @param level what is remembered of each block
 */
record LeakSettings(TrackingLevel level, boolean nativeMemory, long limitBytes, long quarantineBytes,
    boolean repeatable) {

  /** Reads and checks the settings; the contexts go from the test's method over its class to enclosing classes. */
  static LeakSettings of(ExtensionContext context) {
    Optional<ExtensionContext> at = Optional.of(context);
    while (at.isPresent()) {
      AnnotatedElement element = at.get().getElement().orElse(null);
      LeakCheck found = AnnotationSupport.findAnnotation(element, LeakCheck.class).orElse(null);
      if (found != null) {
        return of(context, found, element);
      }
      at = at.get().getParent();
    }
    return new LeakSettings(configuredLevel(context, TrackingLevel.SITES), false, Long.MAX_VALUE, 0, false);
  }

  private static LeakSettings of(ExtensionContext context, LeakCheck check, @Nullable AnnotatedElement place) {
    TrackingLevel[] levels = check.level();
    require(levels.length <= 1, place, "level must be one level or none, was " + Arrays.toString(levels));
    require(check.limitBytes() >= 0, place, "limitBytes must be at least 0, was " + check.limitBytes());
    require(check.quarantineBytes() >= 0, place, "quarantineBytes must be at least 0, was " + check.quarantineBytes());
    TrackingLevel level = levels.length == 1
        ? levels[0]
        : configuredLevel(context, check.repeatable() ? TrackingLevel.COUNT : TrackingLevel.SITES);
    return new LeakSettings(level, check.nativeMemory(), check.limitBytes(), check.quarantineBytes(),
        check.repeatable());
  }

  private static void require(boolean holds, @Nullable AnnotatedElement place, String rule) {
    if (!holds) {
      throw new ExtensionConfigurationException("@LeakCheck on " + place + ": " + rule);
    }
  }

  private static TrackingLevel configuredLevel(ExtensionContext context, TrackingLevel otherwise) {
    return context.getConfigurationParameter(TrackingLevel.PROPERTY)
        .map(value -> TrackingLevel.parse(TrackingLevel.PROPERTY, value)).orElse(otherwise);
  }
}
