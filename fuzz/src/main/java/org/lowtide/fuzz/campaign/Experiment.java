package org.lowtide.fuzz.campaign;

import java.util.Locale;

/**
 * Parts of a campaign that can be switched to measure what they are worth. No option of the command line sets them: the
 * bench does, by system properties, and a campaign hands them on to its JVMs.
 *
 * <p>Without any property a campaign is what users get.
 *
 * <p>Thread rule: immutable, safe from any thread.
 *
 * @param phases which phases run
 * @param clock what the time of the campaign is
 * @param corpus whether it starts from the shipped corpus
 * @param state whether programs are drawn with a view to the state that they meet; without it operands are plain numbers
 *     ({@link PlainOperands}), and no program is kept for the state that it reached
 * @param dictionary whether the guided phase has a dictionary
 * @param splicing whether the guided phase joins parts of two programs
 * @param share the random phase gets one part in this many of a campaign
 */
public record Experiment(
    Phases phases,
    Time clock,
    Start corpus,
    Use state,
    Use dictionary,
    Use splicing,
    int share) {

  /** How the properties begin; the rest is the component's name. */
  public static final String PREFIX = "lowtide.fuzz.";

  private static final int USUAL_SHARE = 4;

  /**
   * What the system properties ask for.
   *
   * @return the switches of this JVM
   * @throws IllegalArgumentException where a property has no such value
   */
  public static Experiment current() {
    return new Experiment(
        value("phases", Phases.BOTH),
        value("clock", Time.WALL),
        value("corpus", Start.SHIPPED),
        value("state", Use.ON),
        value("dictionary", Use.ON),
        value("splicing", Use.ON),
        Integer.getInteger(PREFIX + "share", USUAL_SHARE));
  }

  private static <E extends Enum<E>> E value(String name, E usual) {
    String word = System.getProperty(PREFIX + name);
    return word == null ? usual : Enum.valueOf(usual.getDeclaringClass(), word.toUpperCase(Locale.ROOT));
  }

  /** The phases of a campaign, {@code lowtide.fuzz.phases}. */
  public enum Phases {
    /** Random programs, then guided fuzzing. */
    BOTH,
    /** Random programs alone. */
    RANDOM,
    /** Guided fuzzing alone. */
    GUIDED
  }

  /** What time is, {@code lowtide.fuzz.clock}. */
  public enum Time {
    /** The user's. */
    WALL,
    /** The processor time of the campaign and its JVMs, so that a busy machine changes nothing. */
    CPU
  }

  /** What a campaign starts from, {@code lowtide.fuzz.corpus}. */
  public enum Start {
    /** The shipped corpus. */
    SHIPPED,
    /** Nothing. */
    NONE
  }

  /** Whether a part is used. */
  public enum Use {
    /** It is. */
    ON,
    /** It is not. */
    OFF;

    boolean on() {
      return this == ON;
    }
  }
}
