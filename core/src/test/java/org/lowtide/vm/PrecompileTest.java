package org.lowtide.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The precompiled contracts that the machine has, and what it says of the others. */
final class PrecompileTest {

  /** Calls a contract with so many zero bytes, and returns what it returned. */
  private static TransactionResult call(int number, int bytes) {
    String code = "PUSH0 PUSH0 " + Bytecode.push(bytes) + "PUSH0 PUSH0 " + Bytecode.push(number)
        + "PUSH3 0fffff CALL RETURNDATASIZE PUSH0 PUSH0 RETURNDATACOPY RETURNDATASIZE PUSH0 RETURN";
    return Bench.arena().frame(code, Bench.PLENTY);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 64, 5_000})
  void theDigestsAreThoseOfOthers(int bytes) throws NoSuchAlgorithmException {
    assertThat(call(2, bytes).output()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(new byte[bytes]));
    assertThat(call(4, bytes).output()).isEqualTo(new byte[bytes]);
  }

  @Test
  void ripemdOfNothing() {
    assertThat(Bench.hex(call(3, 0).output())).isEqualTo("0".repeat(24) + "9c1185a5c5e9fc54612808977ee8f548b2258d31");
  }

  @ParameterizedTest
  @CsvSource({"2, 0, 60", "2, 33, 84", "3, 0, 600", "3, 32, 720", "4, 0, 15", "4, 64, 21"})
  void whatTheyCost(int number, int bytes, long gas) {
    String call = "PUSH0 PUSH0 " + Bytecode.push(bytes) + "PUSH0 PUSH0 " + Bytecode.push(number) + "PUSH2 %04x CALL"
        + Bench.RETURN_TOP;
    assertThat(Bench.number(Bench.arena().frame(String.format(call, gas), Bench.PLENTY))).isEqualTo(1);
    assertThat(Bench.number(Bench.arena().frame(String.format(call, gas - 1), Bench.PLENTY))).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 6, 7, 8, 9, 10})
  void aMissingOneIsReported(int number) {
    TransactionResult result = call(number, 0);
    assertThat(result.unsupported()).containsExactly((long) number);
    assertThat(result.status()).isEqualTo(TransactionResult.Status.SUCCEEDED);
  }

  @Test
  void whatIsNoneIsAnAccount() {
    assertThat(call(11, 0).unsupported()).isEmpty();
  }
}
