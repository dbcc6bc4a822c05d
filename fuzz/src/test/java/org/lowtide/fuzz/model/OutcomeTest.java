package org.lowtide.fuzz.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** How an outcome is compared, and shown on one line. */
final class OutcomeTest {

  @Test
  void isTheSameWhereStatusAndValueAre() {
    Outcome bytes = Outcome.returned(new byte[] {1, 2});
    assertThat(bytes.matches(Outcome.returned(new byte[] {1, 2}))).isTrue();
    assertThat(bytes.matches(Outcome.returned(new byte[] {1, 3}))).isFalse();
    assertThat(bytes.matches(Outcome.DONE)).isFalse();
    assertThat(Outcome.refused(Status.NO_CHILD).matches(Outcome.refused(Status.NO_CHILD))).isTrue();
    assertThat(Outcome.refused(Status.NO_CHILD).matches(Outcome.refused(Status.CHILD_ACTIVE))).isFalse();
    assertThat(Outcome.refused(Status.NO_CHILD).matches(Outcome.DONE)).isFalse();
  }

  @Test
  void showsWhatWasReturned() {
    assertThat(Outcome.DONE.describe()).isEqualTo("returns");
    assertThat(Outcome.returned(5L).describe()).isEqualTo("5");
    assertThat(Outcome.returned(true).describe()).isEqualTo("true");
    assertThat(Outcome.returned(BigInteger.TEN).describe()).isEqualTo("10");
    assertThat(Outcome.returned((byte) -1).describe()).isEqualTo("0xff");
    assertThat(Outcome.returned(new byte[] {(byte) 0xab}).describe()).isEqualTo("1 byte ab");
    assertThat(Outcome.returned("a\nb").describe()).isEqualTo("'a b' (3 characters)");
    assertThat(Outcome.refused(Status.INVALID_SIZE).describe()).isEqualTo("INVALID_SIZE");
  }

  @Test
  void showsAnObjectWithoutItsIdentity() {
    assertThat(Outcome.returned(new Object()).describe()).isEqualTo("java.lang.Object@?");
  }

  @Test
  void cutsWhatIsLongAndSaysSo() {
    assertThat(Outcome.returned(new byte[64]).describe()).isEqualTo("64 bytes " + "00".repeat(64));
    assertThat(Outcome.returned(new byte[65]).describe())
        .isEqualTo("65 bytes " + "00".repeat(64) + "... (the first 64)");
    assertThat(Outcome.returned("x".repeat(128)).describe()).isEqualTo("'" + "x".repeat(128) + "' (128 characters)");
    assertThat(Outcome.returned("x".repeat(129)).describe())
        .isEqualTo("'" + "x".repeat(128) + "...' (129 characters)");
    assertThat(Outcome.returned(BigInteger.TWO.pow(512)).describe()).isEqualTo("a number of 513 bits");
    assertThat(Outcome.returned(BigInteger.TWO.pow(511)).describe()).hasSize(154);
    assertThat(crash(new IllegalStateException("y".repeat(401))).describe())
        .isEqualTo("IllegalStateException: " + "y".repeat(400) + "...");
  }

  @Test
  void showsACrashWithoutWhatDiffersFromRunToRun() {
    assertThat(crash(new IllegalStateException()).describe()).isEqualTo("IllegalStateException");
    assertThat(crash(new IllegalStateException("at\nPlace@1f2e, address: 0xab12")).describe())
        .isEqualTo("IllegalStateException: at Place@?, address: ?");
    assertThat(new Outcome(Status.CRASH, null, null).describe()).isEqualTo("CRASH");
    assertThat(new Outcome(Status.NO_CHILD, null, new IllegalStateException("x")).describe()).isEqualTo("NO_CHILD");
  }

  private static Outcome crash(Throwable thrown) {
    return new Outcome(Status.CRASH, null, thrown);
  }
}
