package org.lowtide.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arithmetic, comparison and bits at their edges. {@code M} is 2^256 - 1, {@code S} the lowest signed word, 2^255. */
final class ArithmeticTest {

  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  /** A word: M, S, a decimal, or a negative decimal in two's complement. */
  private static BigInteger word(String text) {
    return switch (text) {
      case "M" -> MODULUS.subtract(BigInteger.ONE);
      case "S" -> MODULUS.shiftRight(1);
      default -> new BigInteger(text).mod(MODULUS);
    };
  }

  private static String push(String text) {
    return String.format("PUSH32 %064x ", word(text));
  }

  @ParameterizedTest
  @CsvSource({
      "ADD, M, 1, 0", "ADD, M, M, -2", "MUL, M, M, 1", "MUL, S, 2, 0", "SUB, 0, 1, M", "SUB, 5, 3, 2",
      "DIV, 7, 2, 3", "DIV, M, 0, 0", "DIV, 1, M, 0", "SDIV, -7, 2, -3", "SDIV, S, -1, S", "SDIV, 5, 0, 0",
      "MOD, 7, 0, 0", "MOD, M, 10, 5", "SMOD, -8, 3, -2", "SMOD, 8, -3, 2", "SMOD, S, -1, 0", "SMOD, 8, 0, 0",
      "EXP, 0, 0, 1", "EXP, 2, 255, S", "EXP, 2, 256, 0", "EXP, M, M, M",
      "SIGNEXTEND, 0, 127, 127", "SIGNEXTEND, 0, 128, -128", "SIGNEXTEND, 0, 383, 127", "SIGNEXTEND, 31, M, M",
      "SIGNEXTEND, 30, 1, 1", "SIGNEXTEND, M, 255, 255",
      "LT, 1, M, 1", "LT, 1, 1, 0", "GT, M, 1, 1", "SLT, M, 0, 1", "SLT, S, 0, 1", "SLT, 1, 2, 1", "SLT, 0, S, 0",
      "SGT, 0, M, 1", "SGT, S, 0, 0", "EQ, M, M, 1", "EQ, 1, 2, 0", "AND, 12, 10, 8", "OR, 12, 10, 14",
      "XOR, 12, 10, 6", "BYTE, 31, 258, 2", "BYTE, 30, 258, 1", "BYTE, 0, M, 255", "BYTE, 32, M, 0", "BYTE, M, M, 0",
      "SHL, 1, 1, 2", "SHL, 255, 1, S", "SHL, 256, 1, 0", "SHL, M, 1, 0", "SHL, 0, M, M",
      "SHR, 1, 2, 1", "SHR, 255, S, 1", "SHR, 256, M, 0", "SHR, M, M, 0",
      "SAR, 1, 2, 1", "SAR, 255, S, M", "SAR, 256, S, M", "SAR, 256, 1, 0", "SAR, M, S, M", "SAR, 4, -16, -1"
  })
  void instructionsOfTwoWords(String name, String first, String second, String result) {
    String code = push(second) + push(first) + name + Bench.RETURN_TOP;
    assertThat(Bench.number(Bench.arena().frame(code, Bench.PLENTY))).isEqualTo(word(result));
  }

  @ParameterizedTest
  @CsvSource({
      "ADDMOD, M, M, 10, 0", "ADDMOD, M, 2, M, 2", "ADDMOD, 5, 5, 0, 0", "MULMOD, M, M, 12, 9", "MULMOD, S, 2, M, 1",
      "MULMOD, 5, 5, 0, 0"
  })
  void instructionsOfThreeWords(String name, String first, String second, String third, String result) {
    String code = push(third) + push(second) + push(first) + name + Bench.RETURN_TOP;
    assertThat(Bench.number(Bench.arena().frame(code, Bench.PLENTY))).isEqualTo(word(result));
  }

  @Test
  void instructionsOfOneWord() {
    assertThat(Bench.number(Bench.arena().frame(push("0") + "NOT" + Bench.RETURN_TOP, Bench.PLENTY))).isEqualTo(
        word("M"));
    assertThat(Bench.number(Bench.arena().frame(push("0") + "ISZERO" + Bench.RETURN_TOP, Bench.PLENTY))).isEqualTo(1);
    assertThat(Bench.number(Bench.arena().frame(push("S") + "ISZERO" + Bench.RETURN_TOP, Bench.PLENTY))).isZero();
  }

  @Test
  void keccakOfNothingAndOfManyChunks() {
    assertThat(Bench.hex(Bench.arena().frame("PUSH0 PUSH0 KECCAK256" + Bench.RETURN_TOP, Bench.PLENTY).output()))
        .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    String zeros = "PUSH2 2000 PUSH0 KECCAK256" + Bench.RETURN_TOP;
    assertThat(Bench.arena().frame(zeros, Bench.PLENTY).output()).isEqualTo(Keccak.hash(new byte[0x2000]));
  }
}
