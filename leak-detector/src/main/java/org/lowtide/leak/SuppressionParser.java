package org.lowtide.leak;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a file of {@link Suppressions}, whose format is described there. */
final class SuppressionParser {

  static final String COMMENT = "#";
  static final String FINGERPRINT = "fingerprint";
  static final String FRAMES = "frames";
  static final String EXPIRES = "expires";
  static final String REASON = "reason";

  private static final Pattern FINGERPRINT_VALUE = Pattern.compile("[0-9a-f]{16}");

  /** A key and its value up to white space; the reason's goes to the end of the line. */
  private static final Pattern FIELD = Pattern.compile("(?<key>[^\\s:]+):(?<value>(?<=reason:).*|\\S*)\\s*");

  /** What malformed UTF-8 decodes to. */
  private static final String REPLACEMENT = "\uFFFD";

  private final String file;
  private final Map<String, Integer> lineOfPattern = new LinkedHashMap<>();
  private final List<Suppression> entries = new ArrayList<>();
  private int line;

  private SuppressionParser(String file) {
    this.file = file;
  }

  /**
   * Reads all entries.
   *
   * @param file how messages name the file
   * @throws IllegalArgumentException with one line that names the file, the line and the rule
   */
  static List<Suppression> parse(String file, String text) {
    SuppressionParser parser = new SuppressionParser(file);
    text.lines().map(String::strip).forEach(parser::line);
    return List.copyOf(parser.entries);
  }

  private void line(String text) {
    line++;
    if (text.contains(REPLACEMENT)) {
      throw broken("text must be UTF-8");
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
      throw broken("text must have no control characters, was " + Text.quoted(text));
    }
    if (!text.isEmpty() && !text.startsWith(COMMENT)) {
      entries.add(entry(fields(text)));
    }
  }

  private Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher field = FIELD.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!field.find(at) || field.start() != at) {
        throw broken("an entry must be made of key:value, was " + Text.quoted(text.substring(at)));
      }
      String key = field.group("key");
      if (!List.of(FINGERPRINT, FRAMES, EXPIRES, REASON).contains(key)) {
        throw broken("key must be fingerprint, frames, expires or reason, was " + Text.quoted(key));
      }
      if (fields.put(key, field.group("value")) != null) {
        throw broken("key must be given once, " + key + " was repeated");
      }
      at = field.end();
    }
    return fields;
  }

  private Suppression entry(Map<String, String> fields) {
    if (fields.containsKey(FINGERPRINT) == fields.containsKey(FRAMES)) {
      throw broken("an entry must have either fingerprint: or frames:");
    }
    String key = fields.containsKey(FRAMES) ? FRAMES : FINGERPRINT;
    String pattern = key + ":" + fields.get(key);
    Predicate<LeakSite> matcher = matcher(key, String.valueOf(fields.get(key)));
    LocalDate expires = expires(fields.get(EXPIRES));
    String reason = fields.get(REASON);
    if (reason == null || reason.isBlank()) {
      throw broken("an entry must have a reason: that is not empty, at its end");
    }
    Integer first = lineOfPattern.putIfAbsent(pattern, line);
    if (first != null) {
      throw broken(pattern + " must be listed once, was in line " + first);
    }
    return new Suppression(file + ":" + line, pattern, expires, reason.strip(), matcher);
  }

  private Predicate<LeakSite> matcher(String key, String value) {
    if (key.equals(FINGERPRINT)) {
      if (!FINGERPRINT_VALUE.matcher(value).matches()) {
        throw broken("fingerprint must be 16 hex digits in lower case, was " + Text.quoted(value));
      }
      return site -> site.fingerprint().equals(value);
    }
    try {
      FramePattern frames = FramePattern.parse(value);
      return site -> frames.matches(LeakGrouping.shown(site.stack()));
    } catch (IllegalArgumentException e) {
      throw broken(String.valueOf(e.getMessage()));
    }
  }

  private LocalDate expires(@Nullable String value) {
    if (value == null) {
      throw broken("an entry must have expires: with a date like 2027-03-31");
    }
    try {
      return LocalDate.parse(value);
    } catch (DateTimeParseException e) {
      throw broken("expires must be a date like 2027-03-31, was " + Text.quoted(value));
    }
  }

  private IllegalArgumentException broken(String rule) {
    return new IllegalArgumentException(file + ":" + line + ": " + rule);
  }
}
