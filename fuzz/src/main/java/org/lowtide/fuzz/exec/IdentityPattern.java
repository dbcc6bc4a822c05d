package org.lowtide.fuzz.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A pattern over a finding's identity without its subject: kind, rule, operation, aim, expected, observed, and for a leak
 * the place. {@code *} stands for any word, {@code a|b} for either.
 */
public final class IdentityPattern {

  private static final String ANY = "*";
  private static final int WORDS = 6;
  private static final Set<String> KINDS = names(FindingKind.values());
  private static final Set<String> RULES = names(Rule.values());

  private final String text;
  /** The alternatives of each word; empty for any. */
  private final List<Set<String>> words = new ArrayList<>();

  /**
   * Makes a pattern.
   *
   * @param text six words, or seven for a leak, separated by single spaces
   * @throws IllegalArgumentException where the number of words is another, or a kind or rule is unknown
   */
  public IdentityPattern(String text) {
    this.text = text;
    for (String word : text.split(" ", -1)) {
      words.add(word.equals(ANY) ? Set.of() : Set.of(word.split("\\|", -1)));
    }
    boolean known =
        (words.size() == WORDS || words.size() == WORDS + 1)
            && KINDS.containsAll(words.get(0))
            && RULES.containsAll(words.get(1));
    if (!known) {
      throw new IllegalArgumentException(
          "a pattern must be kind, rule, operation, aim, expected, observed and perhaps a place, was '" + text + "'");
    }
  }

  /**
   * The pattern as it was given.
   *
   * @return words separated by single spaces
   */
  public String text() {
    return text;
  }

  /**
   * Whether a finding's identity has this form.
   *
   * @param finding any finding
   * @return whether each word matches
   */
  public boolean matches(Finding finding) {
    return matches(words(finding));
  }

  /** The words that patterns match. */
  static String[] words(Finding finding) {
    return finding.identity().substring(finding.subject().length() + 1).split(" ", -1);
  }

  boolean matches(String[] identity) {
    if (identity.length != words.size()) {
      return false;
    }
    for (int i = 0; i < identity.length; i++) {
      Set<String> alternatives = words.get(i);
      if (!alternatives.isEmpty() && !alternatives.contains(identity[i])) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> names(Enum<?>[] values) {
    return Stream.of(values).map(Enum::name).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdentityPattern pattern && text.equals(pattern.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
