package org.lowtide.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What things cost, to the unit. */
final class GasTest {

  private static long used(String code) {
    return Bench.arena().frame(code, Bench.PLENTY).gasUsed();
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "1, 6", "32, 6", "2016, 200", "1048544, 2195456"})
  void aWordStoredCostsTheMemoryUpToItsEnd(long offset, long memory) {
    assertThat(used("PUSH0 " + Bytecode.push(offset) + "MSTORE")).isEqualTo(2 + 3 + 3 + memory);
  }

  @Test
  void memoryIsPaidForOnce() {
    String store = "PUSH0 PUSH2 0100 MSTORE ";
    assertThat(used(store + store)).isEqualTo(used(store) + 2 + 3 + 3);
  }

  @Test
  void anEmptyRangeCostsNoMemoryWhereverItIs() {
    String far = "PUSH32 " + "ff".repeat(32) + " ";
    assertThat(used("PUSH0 " + far + "KECCAK256")).isEqualTo(2 + 3 + 30);
    assertThat(used("PUSH0 " + far + far + "MCOPY")).isEqualTo(2 + 3 + 3 + 3);
    assertThat(used("PUSH0 " + far + far + "CALLDATACOPY")).isEqualTo(2 + 3 + 3 + 3);
    assertThat(used("PUSH0 " + far + "LOG0")).isEqualTo(2 + 3 + 375);
    assertThat(used("PUSH0 " + far + "RETURN")).isEqualTo(2 + 3);
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "1, 60", "255, 60", "256, 110", "65535, 110", "65536, 160"})
  void aPowerCostsByTheBytesOfItsExponent(long exponent, long gas) {
    assertThat(used(Bytecode.push(exponent) + "PUSH1 02 EXP")).isEqualTo(3 + 3 + gas);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "PUSH1 01 PUSH1 02 ADD",
      "PUSH1 01 PUSH2 1000 MSTORE PUSH2 1000 MLOAD POP",
      "PUSH1 40 PUSH1 20 PUSH0 MCOPY",
      "PUSH1 40 PUSH0 PUSH0 CODECOPY PUSH1 40 PUSH0 KECCAK256",
      "PUSH1 20 PUSH0 LOG0",
      "PUSH1 01 PUSH0 TSTORE PUSH0 TLOAD",
      "PUSH1 c1 BALANCE PUSH1 c1 EXTCODEHASH",
      "PUSH1 20 PUSH0 RETURN"
  })
  void theGasUsedIsEnoughAndOneLessIsNot(String code) {
    long gas = used(code);
    assertThat(Bench.arena().frame(code, gas).status()).isEqualTo(TransactionResult.Status.SUCCEEDED);
    TransactionResult less = Bench.arena().frame(code, gas - 1);
    assertThat(less.haltReason()).isEqualTo(HaltReason.OUT_OF_GAS);
    assertThat(less.gasLeft()).isZero();
  }

  /** The table of EIP-3529, whose slot is warm: here it is cold at first, which is 2100 more. */
  @ParameterizedTest
  @CsvSource({
      "60006000556000600055, 212, 0, 0", "60006000556001600055, 20112, 0, 0", "60016000556000600055, 20112, 19900, 0",
      "60016000556002600055, 20112, 0, 0", "60016000556001600055, 20112, 0, 0", "60006000556000600055, 3012, 4800, 1",
      "60006000556001600055, 3012, 2800, 1", "60006000556002600055, 3012, 0, 1", "60026000556000600055, 3012, 4800, 1",
      "60026000556003600055, 3012, 0, 1", "60026000556001600055, 3012, 2800, 1", "60026000556002600055, 3012, 0, 1",
      "60016000556000600055, 3012, 4800, 1", "60016000556002600055, 3012, 0, 1", "60016000556001600055, 212, 0, 1",
      "600160005560006000556001600055, 40118, 19900, 0", "600060005560016000556000600055, 5918, 7600, 1"
  })
  void storageCostsAndGivesBackWhatTheTableSays(String code, long gas, long refund, long original) {
    Bench bench = Bench.arena().put(Bench.CONTRACT, code, Map.of(BigInteger.ZERO, BigInteger.valueOf(original)));
    long total = 21_000 + 2_100 + gas;
    assertThat(bench.call(Bench.CONTRACT, 100_000).gasUsed()).isEqualTo(total - Math.min(refund, total / 5));
  }

  @Test
  void storageNeedsMoreThanTheStipend() {
    String store = "PUSH0 PUSH0 SSTORE";
    assertThat(Bench.arena().frame(store, 4 + 2_300).haltReason()).isEqualTo(HaltReason.OUT_OF_GAS);
    assertThat(Bench.arena().frame(store, 4 + 2_301).status()).isEqualTo(TransactionResult.Status.SUCCEEDED);
  }

  @Test
  void aCallHandsOnAllButA64th() {
    String gasOfCallee = "PUSH1 20 PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 c1 GAS CALL PUSH0 MLOAD" + Bench.RETURN_TOP;
    Bench bench = Bench.arena().put(Bench.OTHER, "GAS" + Bench.RETURN_TOP);
    // 3 for each PUSH1, 2 for each PUSH0 and GAS, 3 for a word of memory, 2600 for a cold account; GAS of the callee 2.
    long before = 100_000 - (3 + 2 + 2 + 2 + 2 + 3 + 2) - 3 - 2_600;
    assertThat(Bench.number(bench.frame(gasOfCallee, 100_000))).isEqualTo(before - before / 64 - 2);
  }

  @ParameterizedTest
  @CsvSource({"BALANCE, 2600, 100", "EXTCODESIZE, 2600, 100", "EXTCODEHASH, 2600, 100"})
  void anAccountIsColdOnceInATransaction(String name, long cold, long warm) {
    String once = "PUSH1 c1 " + name + " ";
    assertThat(used(once)).isEqualTo(3 + cold);
    assertThat(used(once + once)).isEqualTo(3 + cold + 3 + warm);
  }

  @Test
  void whatAFailedFrameMetIsColdAgain() {
    Bench bench = Bench.arena().put(Bench.OTHER, "PUSH2 0bad BALANCE PUSH0 PUSH0 REVERT");
    String call = "PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 c1 GAS CALL POP ";
    long without = bench.frame(call, Bench.PLENTY).gasUsed();
    assertThat(bench.frame(call + "PUSH2 0bad BALANCE", Bench.PLENTY).gasUsed()).isEqualTo(without + 3 + 2_600);
  }
}
