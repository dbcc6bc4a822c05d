package org.lowtide.vm;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which memory a machine runs on: the switch of a migration. */
public enum MemoryMode {
  /** The design being replaced, through an adapter: to compare with. */
  LEGACY,
  /** The arena; the default. */
  ARENA,
  /** Both in lockstep: answers come from the arena, and what the old one does otherwise is reported. */
  SHADOW;

  /** The system property that names the default. */
  public static final String PROPERTY = "lowtide.memory";

  /**
   * The default of this JVM: what the system property {@value #PROPERTY} names, and {@link #ARENA} where it is not set.
   *
   * @return the mode
   * @throws IllegalArgumentException where it is set to anything else
   */
  public static MemoryMode fromProperty() {
    @Nullable String value = System.getProperty(PROPERTY);
    return value == null ? ARENA : parse(PROPERTY, value);
  }

  /**
   * The mode of that name.
   *
   * @param setting what names it, for the message
   * @param value a {@link #word()}
   * @return the mode
   * @throws IllegalArgumentException where there is none
   */
  public static MemoryMode parse(String setting, String value) {
    return Arrays.stream(values()).filter(mode -> mode.word().equals(value)).findFirst().orElseThrow(
        () -> new IllegalArgumentException(setting + " must be legacy, arena or shadow, was '" + value + "'"));
  }

  /**
   * How properties and the command line name it.
   *
   * @return a lower-case word
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
