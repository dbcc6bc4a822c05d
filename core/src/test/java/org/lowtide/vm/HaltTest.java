package org.lowtide.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytecode meets halts its frame and nothing else: no exception, no live byte, and the caller goes on. */
final class HaltTest {

  private static final String HUGE = "PUSH32 " + "ff".repeat(32) + " ";
  private static final String MAX_LONG = "PUSH8 7fffffffffffffff ";
  private static final String MAX_INT = "PUSH4 7fffffff ";

  /** Calls {@link Bench#OTHER} with half of the gas, and returns what it answered, plus 10. */
  private static final String CALLER =
      "PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 c1 PUSH4 10000000 CALL PUSH1 0a ADD" + Bench.RETURN_TOP;

  @ParameterizedTest
  @CsvSource({
      "MLOAD, 1", "MSTORE, 2", "MSTORE8, 2", "KECCAK256, 2", "CALLDATACOPY, 3", "CODECOPY, 3", "EXTCODECOPY, 4",
      "RETURNDATACOPY, 3", "MCOPY, 3", "LOG0, 2", "LOG4, 6", "CREATE, 3", "CREATE2, 4", "CALL, 7", "CALLCODE, 7",
      "DELEGATECALL, 6", "STATICCALL, 6", "RETURN, 2", "REVERT, 2"
  })
  void hugeOperandsHaltOnEveryMemory(String name, int operands) {
    for (MemoryMode memory : MemoryMode.values()) {
      for (String operand : new String[] {HUGE, MAX_LONG, MAX_INT, "PUSH8 ffffffffffffffff ",
          "PUSH9 01" + "00".repeat(8) + " "}) {
        Bench bench = Bench.on(memory);
        TransactionResult result = bench.frame(operand.repeat(operands) + name, 1_000_000);
        assertThat(result.status()).as("%s %s %s", memory, operand, name).isEqualTo(TransactionResult.Status.HALTED);
        assertThat(result.gasLeft()).isZero();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
      "JUMP, BAD_JUMP", "PUSH0 JUMP, BAD_JUMP", "PUSH1 04 JUMP PUSH1 5b, BAD_JUMP",
      "INVALID_BYTE, UNDEFINED_INSTRUCTION"
  })
  void badFlowHalts(String code, HaltReason reason) {
    String text = code.equals("JUMP") ? HUGE + "JUMP" : code.replace("INVALID_BYTE", "fe");
    assertThat(Bench.arena().frame(text, Bench.PLENTY).haltReason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @EnumSource
  void aLimitHaltsTheFrameThatMeetsItAndItsCallerGoesOn(MemoryMode memory) {
    Bench bench = Bench.on(memory).put(Bench.OTHER, "PUSH0 PUSH2 1000 MSTORE");
    bench.builder().memoryLimitBytes(4096);
    assertThat(Bench.number(bench.frame(CALLER, Bench.PLENTY))).isEqualTo(10);
    bench.builder().memoryLimitBytes(4096 + 32);
    assertThat(Bench.number(bench.frame(CALLER, Bench.PLENTY))).isEqualTo(11);
    bench.builder().memoryLimitBytes(31);
    assertThat(bench.frame("PUSH0 PUSH0 MSTORE", Bench.PLENTY).haltReason()).isEqualTo(HaltReason.MEMORY_LIMIT);
  }

  @ParameterizedTest
  @EnumSource
  void theLimitIsOfAllFramesTogether(MemoryMode memory) {
    String grown = "PUSH0 PUSH2 0fe0 MSTORE "; // 4096 bytes
    Bench bench = Bench.on(memory).put(Bench.OTHER, grown);
    bench.builder().memoryLimitBytes(8192);
    assertThat(Bench.number(bench.frame(grown + CALLER, Bench.PLENTY))).isEqualTo(11);
    bench.builder().memoryLimitBytes(8191);
    assertThat(Bench.number(bench.frame(grown + CALLER, Bench.PLENTY))).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource
  void anyFailedAllocationHaltsAFrameAndLeavesNothing(MemoryMode memory) {
    Bench bench = busy(memory);
    assertThat(Bench.number(bench.call(Bench.CONTRACT, 10_000_000))).isPositive();
    long allocations = bench.allocator.allocations();
    assertThat(allocations).isGreaterThan(6);
    for (long failing = 0; failing < allocations; failing++) {
      Bench again = busy(memory);
      again.allocator.failOnce(failing);
      TransactionResult result = again.call(Bench.CONTRACT, 10_000_000);
      assertThat(again.allocator.failures()).isPositive();
      assertThat(result.status()).isIn(TransactionResult.Status.SUCCEEDED, TransactionResult.Status.HALTED);
      Bench without = busy(memory);
      without.allocator.failOnce(failing);
      assertThat(without.call(Bench.CONTRACT, 10_000_000)).usingRecursiveComparison().isEqualTo(result);
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutAnyBytesEveryFrameThatNeedsSomeHalts(MemoryMode memory) {
    Bench bench = busy(memory);
    bench.allocator.failAlways();
    assertThat(bench.call(Bench.CONTRACT, 10_000_000).haltReason()).isEqualTo(HaltReason.ALLOCATION_FAILED);
    assertThat(bench.frame("PUSH1 01 PUSH1 02 ADD", 100).status()).isEqualTo(TransactionResult.Status.SUCCEEDED);
  }

  /** Calls with data, logs, creates, and hashes by a precompiled contract. */
  private static Bench busy(MemoryMode memory) {
    String grow = "PUSH1 07 PUSH2 0400 MSTORE ";
    String call = "PUSH1 20 PUSH0 PUSH2 0420 PUSH0 PUSH0 PUSH1 c1 GAS CALL ";
    String hash = "PUSH1 20 PUSH0 PUSH1 40 PUSH0 PUSH0 PUSH1 02 GAS CALL ADD ";
    String create = "PUSH1 20 PUSH0 PUSH0 CREATE ISZERO ISZERO ADD ";
    return Bench.on(memory)
        .put(Bench.CONTRACT, grow + call + hash + create + "PUSH1 40 PUSH0 LOG0" + Bench.RETURN_TOP)
        .put(Bench.OTHER, "CALLDATASIZE PUSH0 PUSH0 CALLDATACOPY CALLDATASIZE PUSH0 LOG0 CALLDATASIZE PUSH0 RETURN");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "PUSH0 PUSH0 SSTORE", "PUSH0 PUSH0 TSTORE", "PUSH0 PUSH0 LOG0", "PUSH0 PUSH0 PUSH0 CREATE",
      "PUSH0 PUSH0 PUSH0 PUSH0 CREATE2", "PUSH0 SELFDESTRUCT",
      "PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 01 PUSH0 PUSH0 CALL"
  })
  void aStaticCallMayChangeNothing(String change) {
    Bench bench = Bench.arena().put(Bench.OTHER, change);
    String staticCall = "PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 c1 PUSH4 10000000 STATICCALL" + Bench.RETURN_TOP;
    assertThat(Bench.number(bench.frame(staticCall, Bench.PLENTY))).isEqualTo(BigInteger.ZERO);
    assertThat(Bench.number(bench.frame(staticCall.replace("STATICCALL", "DELEGATECALL"), Bench.PLENTY))).isEqualTo(1);
  }

  @Test
  void returnDataCannotBeReadPastItsEnd() {
    Bench bench = Bench.arena().put(Bench.OTHER, "PUSH1 20 PUSH0 RETURN");
    String call = "PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 c1 GAS STATICCALL POP ";
    assertThat(bench.frame(call + "PUSH1 20 PUSH0 PUSH0 RETURNDATACOPY", Bench.PLENTY).haltReason()).isNull();
    assertThat(bench.frame(call + "PUSH1 20 PUSH1 01 PUSH0 RETURNDATACOPY", Bench.PLENTY).haltReason()).isEqualTo(
        HaltReason.RETURN_DATA_OUT_OF_BOUNDS);
    assertThat(bench.frame(call + "PUSH0 PUSH1 21 PUSH0 RETURNDATACOPY", Bench.PLENTY).haltReason()).isEqualTo(
        HaltReason.RETURN_DATA_OUT_OF_BOUNDS);
  }
}
