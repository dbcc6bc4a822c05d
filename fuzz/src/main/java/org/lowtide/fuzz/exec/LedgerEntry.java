package org.lowtide.fuzz.exec;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One known deviation of a subject.
 *
 * @param id a short id, such as {@code L01}
 * @param subject the subject's name
 * @param title what goes wrong, in one sentence
 * @param program the name of the smallest program that shows it, beside the ledger
 * @param patterns the identities it has, without the subject: kind, rule, operation, aim, expected, observed, and for a
 *     leak the place. {@code *} stands for any word, {@code a|b} for either
 */
public record LedgerEntry(String id, String subject, String title, String program, List<IdentityPattern> patterns) {

  /** Makes an entry. */
  public LedgerEntry {
    patterns = List.copyOf(patterns);
  }

  /**
   * Whether this entry expects a finding.
   *
   * @param finding any finding
   * @return whether the subject is this entry's and a pattern matches the finding's identity
   */
  public boolean matches(Finding finding) {
    if (!finding.subject().equals(subject)) {
      return false;
    }
    for (IdentityPattern pattern : patterns) {
      if (pattern.matches(finding)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A pattern over a finding's identity without its subject.
   *
   * @param text words separated by single spaces
   */
  public record IdentityPattern(String text) {

    private static final Pattern WORD = Pattern.compile("\\S+");

    /**
     * Whether a finding's identity has this form.
     *
     * @param finding any finding
     * @return whether each word matches
     */
    public boolean matches(Finding finding) {
      String identity = finding.identity().substring(finding.subject().length() + 1);
      String[] words = identity.split(" ", -1);
      String[] patterns = text.split(" ", -1);
      if (words.length != patterns.length) {
        return false;
      }
      for (int i = 0; i < words.length; i++) {
        if (!wordMatches(patterns[i], words[i])) {
          return false;
        }
      }
      return true;
    }

    private static boolean wordMatches(String pattern, String word) {
      if (pattern.equals("*")) {
        return WORD.matcher(word).matches();
      }
      for (String alternative : pattern.split("\\|", -1)) {
        if (alternative.equals(word)) {
          return true;
        }
      }
      return false;
    }
  }
}
