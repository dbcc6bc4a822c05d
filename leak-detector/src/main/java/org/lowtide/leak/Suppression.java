package org.lowtide.leak;

import java.time.LocalDate;
import java.util.function.Predicate;

/** One entry of a file of {@link Suppressions}: which leaks are let pass, why, and until when. Immutable. */
public final class Suppression {

  private final String source;
  private final String pattern;
  private final LocalDate expires;
  private final String reason;
  private final Predicate<LeakSite> matcher;

  Suppression(String source, String pattern, LocalDate expires, String reason, Predicate<LeakSite> matcher) {
    this.source = source;
    this.pattern = pattern;
    this.expires = expires;
    this.reason = reason;
    this.matcher = matcher;
  }

  /**
   * Where the entry stands.
   *
   * @return file and line, like {@code leaks.txt:3}
   */
  public String source() {
    return source;
  }

  /**
   * Which leaks it is about.
   *
   * @return as written, like {@code fingerprint:ff92fa5428ed80fa} or {@code frames:com.example.Pool.take}
   */
  public String pattern() {
    return pattern;
  }

  /**
   * The last day on which it holds.
   *
   * @return a date
   */
  public LocalDate expires() {
    return expires;
  }

  /**
   * Why the leak is let pass.
   *
   * @return one line, not empty
   */
  public String reason() {
    return reason;
  }

  boolean matches(LeakSite site) {
    return matcher.test(site);
  }

  @Override
  public String toString() {
    return source + ": " + pattern + " expires:" + expires + " reason:" + reason;
  }
}
