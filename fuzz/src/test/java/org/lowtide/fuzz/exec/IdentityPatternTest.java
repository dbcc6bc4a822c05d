package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.exec.Finding.Signature;

/** A ledger knows what its patterns say and nothing else: one that knows too much hides a bug. */
final class IdentityPatternTest {

  private static final Finding WORDS =
      finding("legacy", FindingKind.DIVERGENCE, Rule.M5, "ensureCapacity", AimClass.OLDER, "value", "other-value", "");
  private static final Finding LEAK =
      finding("legacy", FindingKind.LEAK, Rule.M13, "close", AimClass.INNERMOST, "nothing-live", "live", "0123abcd");

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "DIVERGENCE M5 ensureCapacity older value other-value; true",
      "* * * * * *; true",
      "DIVERGENCE|LEAK M4|M5 ensureCapacity|size older|ended value|x other-value|y; true",
      "LEAK M5 ensureCapacity older value other-value; false",
      "DIVERGENCE M4 ensureCapacity older value other-value; false",
      "DIVERGENCE M5 size older value other-value; false",
      "DIVERGENCE M5 ensureCapacity ended value other-value; false",
      "DIVERGENCE M5 ensureCapacity older values other-value; false",
      "DIVERGENCE M5 ensureCapacity older value other; false",
      "DIVERGENCE M5 ensureCapacity older value *|y; false",
      "* * * * * * *; false"})
  void matchesWordByWord(String pattern, boolean matches) {
    assertThat(new IdentityPattern(pattern).matches(WORDS)).isEqualTo(matches);
  }

  @Test
  void aLeakHasAPlaceToo() {
    assertThat(new IdentityPattern("LEAK M13 close innermost nothing-live live 0123abcd").matches(LEAK)).isTrue();
    assertThat(new IdentityPattern("LEAK M13 close innermost nothing-live live 0123").matches(LEAK)).isFalse();
    assertThat(new IdentityPattern("LEAK M13 close innermost nothing-live live").matches(LEAK)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "* * * * *", "* * * * * * * *", "DIVERGENCES * * * * *", "* M99 * * * *",
      "DIVERGENCE|NOTHING * * * * *", "*  * * * *"})
  void whatIsNoPatternIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new IdentityPattern(text))
        .withMessage("a pattern must be kind, rule, operation, aim, expected, observed and perhaps a place, was '"
            + text + "'");
  }

  @Test
  void isItsText() {
    IdentityPattern any = new IdentityPattern("* * * * * *");
    assertThat(any).hasToString("* * * * * *").isEqualTo(new IdentityPattern("* * * * * *"))
        .hasSameHashCodeAs(new IdentityPattern("* * * * * *")).isNotEqualTo(new IdentityPattern("* M5 * * * *"))
        .isNotEqualTo("* * * * * *");
    assertThat(any.text()).isEqualTo("* * * * * *");
    assertThat(any.hashCode()).isNotEqualTo(new IdentityPattern("* M5 * * * *").hashCode());
  }

  @Test
  void anEntryIsOfOneSubjectAndAVerdictTellsWhatNoEntryKnows() {
    LedgerEntry words = entry("L01", "legacy", "LEAK * * * * *", "* M5 * * * *");
    LedgerEntry any = entry("L02", "legacy", "* * * * * *");
    LedgerEntry others = entry("L03", "arena", "* * * * * *");
    assertThat(Stream.of(words, any, others).map(each -> each.matches(WORDS))).containsExactly(true, true, false);
    Ledger ledger = new Ledger(List.of(words, any, others));
    assertThat(ledger.entriesFor(WORDS)).containsExactly(words, any);
    assertThat(ledger.entriesFor(LEAK)).isEmpty();
    assertThat(Ledger.EMPTY.entriesFor(WORDS)).isEmpty();
    Verdict verdict = new Verdict(List.of(WORDS, LEAK), 2, 0);
    assertThat(verdict.outside(ledger)).containsExactly(LEAK);
    assertThat(verdict.outside(Ledger.EMPTY)).containsExactly(WORDS, LEAK);
    assertThat(verdict.shows(LEAK.fingerprint())).isTrue();
    assertThat(verdict.shows("0000000000000000")).isFalse();
  }

  private static LedgerEntry entry(String id, String subject, String... patterns) {
    return new LedgerEntry(id, subject, "deviates", "x.txt", Stream.of(patterns).map(IdentityPattern::new).toList());
  }

  private static Finding finding(
      String subject, FindingKind kind, Rule rule, String operation, AimClass aim, String expected, String observed,
      String site) {
    return new Finding(kind, subject, rule, 0, new Signature(operation, aim, expected, observed, site), "", "", null);
  }
}
