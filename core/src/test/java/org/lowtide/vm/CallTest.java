package org.lowtide.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls and creates: what goes in, what comes out, and what is undone. */
final class CallTest {

  private static final String CALL_OTHER = "PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 c1 GAS CALL ";

  @ParameterizedTest
  @EnumSource
  void callsGo1024DeepAndNoFurther(MemoryMode memory) {
    // Passes its depth on as call data, notes it in a slot, and calls itself.
    String self = "PUSH0 CALLDATALOAD PUSH1 01 ADD DUP1 PUSH0 MSTORE PUSH0 SSTORE "
        + "PUSH0 PUSH0 PUSH1 20 PUSH0 PUSH0 ADDRESS GAS CALL PUSH1 01 SSTORE";
    Bench bench = Bench.on(memory).put(Bench.CONTRACT, self);
    // 63/64 of the gas goes on each time: e^16 times as much is needed for 1024.
    TransactionResult result = bench.frame(Bytecode.of(self), new byte[0], Long.MAX_VALUE / 4);
    assertThat(result.status()).isEqualTo(TransactionResult.Status.SUCCEEDED);
    assertThat(bench.slot(Bench.CONTRACT, 0)).isEqualTo(1025); // the outermost is at depth 0
  }

  @ParameterizedTest
  @EnumSource
  void callDataAndReturnDataAreCopies(MemoryMode memory) {
    // The callee fills its memory, grows it, and returns the call data that it was given before.
    Bench bench = Bench.on(memory).put(
        Bench.OTHER,
        "PUSH1 ff PUSH0 MSTORE PUSH1 ff PUSH3 010000 MSTORE CALLDATASIZE PUSH0 PUSH0 CALLDATACOPY "
            + "CALLDATASIZE PUSH0 RETURN");
    String caller = "PUSH2 1234 PUSH0 MSTORE PUSH1 20 PUSH1 20 PUSH1 20 PUSH0 PUSH0 PUSH1 c1 GAS CALL POP "
        + "PUSH1 20 MLOAD PUSH0 MLOAD SUB PUSH1 60 MLOAD ADD MSIZE ADD RETURNDATASIZE ADD" + Bench.RETURN_TOP;
    assertThat(Bench.number(bench.frame(caller, Bench.PLENTY))).isEqualTo(0x80 + 0x20);
  }

  @Test
  void outputShorterThanItsPlaceLeavesTheRestAndLongerIsCut() {
    Bench bench = Bench.arena().put(Bench.OTHER, "PUSH1 11 PUSH0 MSTORE8 PUSH1 01 PUSH0 RETURN");
    String into = "PUSH32 " + "aa".repeat(32) + " PUSH0 MSTORE PUSH1 02 PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 c1 GAS CALL POP "
        + "PUSH0 MLOAD PUSH1 f0 SHR" + Bench.RETURN_TOP;
    assertThat(Bench.number(bench.frame(into, Bench.PLENTY))).isEqualTo(0x11aa);
  }

  @Test
  void aFailedFrameLeavesNoTrace() {
    String changes = "PUSH1 05 PUSH0 SSTORE PUSH1 05 PUSH0 TSTORE PUSH0 PUSH0 LOG0 "
        + "PUSH0 PUSH0 PUSH0 CREATE POP PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 01 PUSH1 dd GAS CALL POP ";
    Bench bench = Bench.arena()
        .put(Bench.OTHER, changes + "PUSH0 PUSH0 REVERT", Map.of(BigInteger.ZERO, BigInteger.ONE))
        .put(Bench.CONTRACT, CALL_OTHER + "POP PUSH0 PUSH0 LOG0");
    TransactionResult result = bench.call(Bench.CONTRACT, 1_000_000);
    assertThat(result.status()).isEqualTo(TransactionResult.Status.SUCCEEDED);
    assertThat(result.logs()).singleElement().extracting(Log::address).isEqualTo(Bench.CONTRACT);
    assertThat(bench.slot(Bench.OTHER, 0)).isEqualTo(1);
    assertThat(bench.world.account(Bench.OTHER).orElseThrow().nonce()).isEqualTo(1);
    assertThat(bench.world.account(Bench.OTHER).orElseThrow().balance()).isEqualTo(1_000);
    assertThat(bench.world.addresses()).containsExactlyInAnyOrder(
        Bench.SENDER, Bench.CONTRACT, Bench.OTHER);
  }

  @ParameterizedTest
  @CsvSource({"CALL, c1, c0, 3", "CALLCODE, c0, c0, 3", "DELEGATECALL, c0, aa, 7", "STATICCALL, c1, c0, 0"})
  void whoIsWhoInACall(String name, String address, String caller, int value) {
    Bench bench = Bench.arena().put(
        Bench.OTHER, "ADDRESS PUSH0 MSTORE CALLER PUSH1 20 MSTORE CALLVALUE PUSH1 40 MSTORE PUSH1 60 PUSH0 RETURN");
    bench.put(Bench.CONTRACT, "");
    String withValue = name.startsWith("CALL") ? "PUSH1 03 " : "";
    byte[] code =
        Bytecode.of(
            "PUSH1 60 PUSH0 PUSH0 PUSH0 " + withValue + "PUSH1 c1 GAS " + name + " POP PUSH1 60 PUSH0 RETURN");
    TransactionResult result =
        bench.builder().build().execute(
            bench.world,
            Bench.block(),
            new SingleFrame(
                Bench.CONTRACT, Bench.SENDER, Bench.SENDER, code, new byte[0], BigInteger.valueOf(7), 1_000_000,
                BigInteger.TEN));
    assertThat(Bench.hex(result.output())).isEqualTo(
        "0".repeat(62) + address + "0".repeat(62) + caller + "0".repeat(63) + value);
    bench.assertNothingLive();
  }

  @Test
  void aCreateLeavesItsCodeAndAnEmptyReturnData() {
    // Deploys the one byte 00: PUSH1 00 PUSH0 MSTORE8 PUSH1 01 PUSH0 RETURN.
    String deploy = "PUSH8 60005f5360015ff3 PUSH0 MSTORE PUSH1 08 PUSH1 18 PUSH0 CREATE ";
    Bench bench = Bench.arena().put(Bench.CONTRACT, deploy + "EXTCODESIZE RETURNDATASIZE ADD" + Bench.RETURN_TOP);
    assertThat(Bench.number(bench.call(Bench.CONTRACT, 1_000_000))).isEqualTo(1);
    Address created = Creates.addressOf(Bench.CONTRACT, 1);
    assertThat(bench.world.account(created).orElseThrow().nonce()).isEqualTo(1);
    assertThat(bench.world.account(created).orElseThrow().code()).containsExactly(0);
  }

  /** The examples of EIP-1014, with their codes. */
  @ParameterizedTest
  @CsvSource({
      "0000000000000000000000000000000000000000, 00, 00, 4D1A2e2bB4F88F0250f26Ffff098B0b30B26BF38",
      "deadbeef00000000000000000000000000000000, 00, 00, B928f69Bb1D91Cd65274e3c79d8986362984fDA3",
      "00000000000000000000000000000000deadbeef, cafebabe, deadbeef, 60f3f640a8508fC6a86d45DF051962668E1e8AC7"
  })
  void theAddressOfCreate2(String creator, String salt, String code, String expected) {
    Bench bench = Bench.arena();
    Address address = Address.parse(creator);
    String bytes = code.length() / 2 == 1 ? "PUSH1 " + code : "PUSH4 " + code;
    bench.world.put(
        address,
        new Account(
            1, BigInteger.ZERO,
            Bytecode.of("PUSH4 " + "0".repeat(8 - salt.length()) + salt + " " + bytes + " PUSH0 MSTORE "
                + "PUSH1 " + String.format("%02x", code.length() / 2) + " PUSH1 "
                + String.format("%02x", 32 - code.length() / 2) + " PUSH0 CREATE2 GAS SSTORE"),
            Map.of()));
    // Code that cannot run fails, but its address is warm from then on: its balance costs 100.
    bench.world.put(
        Bench.CONTRACT,
        new Account(
            1, BigInteger.ZERO,
            Bytecode
                .of("PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 " + creator + " PUSH3 0fffff CALL POP GAS PUSH20 " + expected
                    + " BALANCE POP GAS SWAP1 SUB" + Bench.RETURN_TOP),
            Map.of()));
    assertThat(Bench.number(bench.call(Bench.CONTRACT, 5_000_000))).isEqualTo(100 + 3 + 2 + 2);
  }

  @Test
  void aCreateWhereSomethingIsTakesItsGas() {
    Bench bench = Bench.arena().put(Bench.CONTRACT, "PUSH0 PUSH0 PUSH0 CREATE" + Bench.RETURN_TOP);
    bench.put(Creates.addressOf(Bench.CONTRACT, 1), "STOP");
    TransactionResult result = bench.call(Bench.CONTRACT, 1_000_000);
    assertThat(Bench.number(result)).isZero();
    assertThat(result.gasUsed()).isGreaterThan(950_000);
    assertThat(bench.world.account(Bench.CONTRACT).orElseThrow().nonce()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"ef, BAD_CODE", "00, "})
  void codeThatBeginsWithEfIsNotDeployed(String first, HaltReason reason) {
    Bench bench = Bench.arena();
    TransactionResult result = bench.create("PUSH1 " + first + " PUSH0 MSTORE8 PUSH1 01 PUSH0 RETURN", 200_000);
    assertThat(result.haltReason()).isEqualTo(reason);
    assertThat(result.created()).isEqualTo(reason == null ? Creates.addressOf(Bench.SENDER, 0) : null);
  }

  @ParameterizedTest
  @CsvSource({"24576, ", "24577, BAD_CODE"})
  void codeHasALongestLength(long bytes, HaltReason reason) {
    TransactionResult result = Bench.arena().create(Bytecode.push(bytes) + "PUSH0 RETURN", 10_000_000);
    assertThat(result.haltReason()).isEqualTo(reason);
  }

  @Test
  void onlyWhatTheTransactionCreatedIsDestroyedSinceCancun() {
    for (Schedule schedule : new Schedule[] {Schedule.SHANGHAI, Schedule.CANCUN}) {
      Bench bench = new Bench(schedule, MemoryMode.ARENA).put(Bench.CONTRACT, "PUSH1 aa SELFDESTRUCT");
      assertThat(bench.call(Bench.CONTRACT, 100_000).status()).isEqualTo(TransactionResult.Status.SUCCEEDED);
      assertThat(bench.world.account(Bench.CONTRACT).isPresent()).isEqualTo(schedule == Schedule.CANCUN);
      bench.world.account(Bench.CONTRACT).ifPresent(left -> assertThat(left.balance()).isZero());
      bench.create("PUSH1 aa SELFDESTRUCT", 100_000);
      assertThat(bench.world.account(Creates.addressOf(Bench.SENDER, 1))).isEmpty();
    }
  }

  @Test
  void transientStorageEndsWithTheTransaction() {
    Bench bench =
        Bench.arena().put(Bench.CONTRACT, "PUSH0 TLOAD PUSH1 05 PUSH0 TSTORE PUSH0 TLOAD ADD" + Bench.RETURN_TOP);
    assertThat(Bench.number(bench.call(Bench.CONTRACT, 100_000))).isEqualTo(5);
    assertThat(Bench.number(bench.call(Bench.CONTRACT, 100_000))).isEqualTo(5);
  }

  @Test
  void aTransactionThatCannotPayIsRejectedAndChangesNothing() {
    Bench bench = Bench.arena();
    assertThat(bench.call(Bench.CONTRACT, 20_999).rejection()).isEqualTo("gasLimit must be at least 21000, was 20999");
    TransactionResult tooDear = bench.builder().build().execute(
        bench.world, Bench.block(),
        Transaction.plain(Bench.SENDER, Bench.CONTRACT, new byte[0], Bench.RICH, 21_000, BigInteger.TEN));
    assertThat(tooDear.status()).isEqualTo(TransactionResult.Status.REJECTED);
    assertThat(tooDear.rejection()).startsWith("the sender's balance must be at least");
    assertThat(bench.world.account(Bench.SENDER).orElseThrow().nonce()).isZero();
  }
}
