package org.lowtide.leak.junit;

import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.lowtide.leak.TrackingLevel;
import org.lowtide.leak.internal.ScopeSettings;

/**
 * The settings of one test or class: those of the nearest {@link LeakCheck}, the configured level, the defaults.
 *
 * @param repeatable whether a test that leaks is run again
 */
record LeakSettings(ScopeSettings scope, boolean repeatable) {

  /** Reads and checks the settings; the contexts go from the test's method over its class to enclosing classes. */
  static LeakSettings of(ExtensionContext context) {
    for (Optional<ExtensionContext> at = Optional.of(context); at.isPresent(); at = at.get().getParent()) {
      AnnotatedElement element = at.get().getElement().orElse(null);
      LeakCheck found = AnnotationSupport.findAnnotation(element, LeakCheck.class).orElse(null);
      if (found != null) {
        return of(context, found, element);
      }
    }
    return new LeakSettings(ScopeSettings.of(configuredLevel(context, TrackingLevel.SITES)), false);
  }

  private static LeakSettings of(ExtensionContext context, LeakCheck check, @Nullable AnnotatedElement place) {
    TrackingLevel[] said = check.level();
    ScopeSettings.check("@LeakCheck on " + place, said, check.limitBytes(), check.quarantineBytes());
    TrackingLevel level = said.length == 1
        ? said[0]
        : configuredLevel(context, check.repeatable() ? TrackingLevel.COUNT : TrackingLevel.SITES);
    return new LeakSettings(
        new ScopeSettings(level, check.nativeMemory(), check.limitBytes(), check.quarantineBytes()),
        check.repeatable());
  }

  private static TrackingLevel configuredLevel(ExtensionContext context, TrackingLevel otherwise) {
    return context.getConfigurationParameter(TrackingLevel.PROPERTY)
        .map(value -> TrackingLevel.parse(TrackingLevel.PROPERTY, value)).orElse(otherwise);
  }
}
