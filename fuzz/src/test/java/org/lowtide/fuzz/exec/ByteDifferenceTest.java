package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.fuzz.model.Outcome;
import org.lowtide.fuzz.op.OpCode;

/** The window of bytes that a report shows begins a row before the first that differs, and says which do. */
final class ByteDifferenceTest {

  /** 100 bytes, one of which differs: where the runs begin, which one, and the window with what it says of itself. */
  @ParameterizedTest
  @CsvSource({
      "0, 0, 0, 64, 0",
      "0, 7, 0, 64, 7",
      "0, 8, 0, 64, 8",
      "0, 15, 0, 64, 15",
      "0, 16, 8, 64, 16",
      "0, 99, 88, 12, 99",
      "3, 0, 3, 64, 3",
      "3, 4, 3, 64, 7",
      "3, 13, 8, 64, 16",
      "3, 99, 88, 15, 102"})
  void beginsARowBefore(int begin, int differs, long offset, int length, long first) {
    byte[] expected = new byte[100];
    byte[] observed = new byte[100];
    observed[differs] = 0x5A;
    ByteDifference difference = between(begin, expected, observed);
    assertThat(difference).isNotNull();
    assertThat(difference.of()).isEqualTo("the root");
    assertThat(difference.size()).isEqualTo(777);
    assertThat(difference.offset()).isEqualTo(offset);
    assertThat(difference.length()).isEqualTo(length);
    assertThat(difference.firstDifference()).isEqualTo(first);
    assertThat(difference.differing()).isEqualTo(1);
    int at = (int) (first - offset);
    assertThat(difference.differsAt(at)).isTrue();
    assertThat(difference.expectedAt(at)).isEqualTo("00");
    assertThat(difference.observedAt(at)).isEqualTo("5a");
    assertThat(difference.expected()).isEqualTo("00".repeat(length));
    assertThat(difference.observed()).isEqualTo("00".repeat(at) + "5a" + "00".repeat(length - at - 1));
  }

  @Test
  void whatOnlyOneOfTheTwoHasDiffers() {
    ByteDifference more = between(0, bytes("0102"), bytes("01020304"));
    assertThat(more).isEqualTo(new ByteDifference("the root", 777, 0, "0102", "01020304"));
    assertThat(more.firstDifference()).isEqualTo(2);
    assertThat(more.differing()).isEqualTo(2);
    assertThat(more.length()).isEqualTo(4);
    assertThat(more.differsAt(1)).isFalse();
    assertThat(more.expectedAt(2)).isEqualTo("--");
    ByteDifference fewer = between(0, bytes("0102"), bytes(""));
    assertThat(fewer).isEqualTo(new ByteDifference("the root", 777, 0, "0102", ""));
    assertThat(fewer.differing()).isEqualTo(2);
    assertThat(fewer.observedAt(0)).isEqualTo("--");
    byte[] longer = Arrays.copyOf(new byte[100], 120);
    assertThat(between(0, new byte[100], longer))
        .isEqualTo(new ByteDifference("the root", 777, 88, "00".repeat(12), "00".repeat(32)));
  }

  @Test
  void equalBytesHaveNone() {
    assertThat(between(0, bytes("0102"), bytes("0102"))).isNull();
    assertThat(between(5, bytes(""), bytes(""))).isNull();
    ByteDifference same = new ByteDifference("the root", 2, 4, "0102", "0102");
    assertThat(same.firstDifference()).isEqualTo(6);
    assertThat(same.differing()).isZero();
  }

  /** What calls return: the bytes, a word of them, their hex; and how many differ, or none where it is no bytes. */
  @ParameterizedTest
  @CsvSource({
      "bytes 0102, bytes 0103, 1 of 2 from 1",
      "bytes 0102, bytes 0102, none",
      "bytes 0102, hex 0103, 1 of 2 from 1",
      "hex 0a0b, hex 0A0c, 1 of 2 from 1",
      "hex 0a0b, hex 0a0, none",
      "hex 0a, hex zz, none",
      "word 0, word 1, 1 of 32 from 31",
      "word 1, word -1, none",
      "word ffff, word ff00, 1 of 32 from 31",
      "word 0, word 8000000000000000000000000000000000000000000000000000000000000000, 1 of 32 from 0",
      "word 0, word 10000000000000000000000000000000000000000000000000000000000000000, none",
      "nothing, bytes 01, none",
      "bytes 01, nothing, none",
      "bytes 01, bytes, 1 of 1 from 0"})
  void ofWhatIsReturned(String expected, String observed, String difference) {
    ByteDifference found =
        ReturnedBytes.difference(OpCode.GET_WORD, Outcome.returned(value(expected)), Outcome.returned(value(observed)));
    String text = found == null ? "none"
        : found.differing() + " of " + found.size() + " from " + found.firstDifference();
    assertThat(text).isEqualTo(difference);
    if (found != null) {
      assertThat(found.of()).isEqualTo("what getWord returned");
    }
  }

  private static Object value(String text) {
    String[] words = text.split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    return switch (words[0]) {
      case "bytes" -> bytes(rest);
      case "hex" -> rest;
      case "word" -> new BigInteger(rest, 16);
      default -> 7L;
    };
  }

  private static @Nullable ByteDifference between(long begin, byte[] expected, byte[] observed) {
    return ByteDifference.between(
        "the root", 777, begin, MemorySegment.ofArray(expected), MemorySegment.ofArray(observed));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
