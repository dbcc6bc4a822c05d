package org.lowtide.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the tables against the counts and gas of the Yellow Paper and the EIPs, written down again here. */
final class ScheduleTest {

  /** Instructions by gas in any case, of Frontier: the sets of the Yellow Paper, appendix G. */
  private static final Map<Long, String> FRONTIER = Map.ofEntries(
      Map.entry(0L, "STOP RETURN SSTORE SELFDESTRUCT"),
      Map.entry(1L, "JUMPDEST"),
      Map.entry(2L, "ADDRESS ORIGIN CALLER CALLVALUE CALLDATASIZE CODESIZE GASPRICE COINBASE TIMESTAMP NUMBER "
          + "DIFFICULTY GASLIMIT POP PC MSIZE GAS"),
      Map.entry(3L, "ADD SUB NOT LT GT SLT SGT EQ ISZERO AND OR XOR BYTE CALLDATALOAD CALLDATACOPY CODECOPY MLOAD "
          + "MSTORE MSTORE8"),
      Map.entry(5L, "MUL DIV SDIV MOD SMOD SIGNEXTEND"),
      Map.entry(8L, "ADDMOD MULMOD JUMP"),
      Map.entry(10L, "EXP JUMPI"),
      Map.entry(20L, "BALANCE EXTCODESIZE EXTCODECOPY BLOCKHASH"),
      Map.entry(30L, "KECCAK256"),
      Map.entry(40L, "CALL CALLCODE"),
      Map.entry(50L, "SLOAD"),
      Map.entry(375L, "LOG0"),
      Map.entry(750L, "LOG1"),
      Map.entry(1125L, "LOG2"),
      Map.entry(1500L, "LOG3"),
      Map.entry(1875L, "LOG4"),
      Map.entry(32000L, "CREATE"));

  private static Map<String, Long> gasByName(Schedule schedule) {
    Map<String, Long> gas = new TreeMap<>();
    IntStream.range(0, 256).mapToObj(schedule::instruction).filter(each -> !each.name().equals("undefined"))
        .forEach(each -> gas.put(each.name(), each.gas()));
    return gas;
  }

  @Test
  void frontierHasItsInstructionsAtTheirGas() {
    Map<String, Long> expected = new HashMap<>();
    FRONTIER.forEach((gas, names) -> {
      for (String name : names.split(" ", -1)) {
        expected.put(name, gas);
      }
    });
    for (int i = 1; i <= 32; i++) {
      expected.put("PUSH" + i, 3L);
    }
    for (int i = 1; i <= 16; i++) {
      expected.put("DUP" + i, 3L);
      expected.put("SWAP" + i, 3L);
    }
    assertThat(gasByName(Schedule.FRONTIER)).isEqualTo(new TreeMap<>(expected));
  }

  @ParameterizedTest
  @CsvSource({"Frontier, 129", "Shanghai, 143", "Cancun, 148"})
  void eachScheduleHasSoManyInstructions(String name, int count) {
    Schedule schedule = Map.of(
        "Frontier", Schedule.FRONTIER, "Shanghai", Schedule.SHANGHAI, "Cancun", Schedule.CANCUN).get(name);
    assertThat(gasByName(schedule)).hasSize(count);
    assertThat(schedule).hasToString(name);
  }

  @ParameterizedTest
  @CsvSource({
      "5f, PUSH0, Shanghai", "3d, RETURNDATASIZE, Shanghai", "f4, DELEGATECALL, Shanghai", "fd, REVERT, Shanghai",
      "5c, TLOAD, Cancun", "5d, TSTORE, Cancun", "5e, MCOPY, Cancun", "49, BLOBHASH, Cancun", "4a, BLOBBASEFEE, Cancun"
  })
  void whatALaterScheduleAddedIsUndefinedBefore(String code, String name, String since) {
    int number = Integer.parseInt(code, 16);
    assertThat(Schedule.FRONTIER.instructionName(number)).isEqualTo("undefined");
    assertThat(Schedule.SHANGHAI.instructionName(number)).isEqualTo(since.equals("Shanghai") ? name : "undefined");
    assertThat(Schedule.CANCUN.instructionName(number)).isEqualTo(name);
  }

  @Test
  void everyInstructionRefusesAStackThatIsTooShortOrTooFull() {
    for (int code = 0; code < 256; code++) {
      Instruction row = Schedule.CANCUN.instruction(code);
      Bench bench = Bench.arena();
      if (row.pops() > 0) {
        String few = "PUSH0 ".repeat(row.pops() - 1) + row.name();
        assertThat(bench.frame(few, Bench.PLENTY).haltReason()).as(row.name()).isEqualTo(HaltReason.STACK_UNDERFLOW);
      }
      if (row.pushes() > row.pops()) {
        String full = "PUSH0 ".repeat(1024) + row.name();
        assertThat(bench.frame(full, Bench.PLENTY).haltReason()).as(row.name()).isEqualTo(HaltReason.STACK_OVERFLOW);
      }
    }
  }

  @Test
  void whatIsNoInstructionHalts() {
    for (int code = 0; code < 256; code++) {
      if (Schedule.CANCUN.instructionName(code).equals("undefined")) {
        TransactionResult result = Bench.arena().frame(new byte[] {(byte) code}, new byte[0], 100);
        assertThat(result.haltReason()).isEqualTo(HaltReason.UNDEFINED_INSTRUCTION);
        assertThat(result.gasLeft()).isZero();
      }
    }
  }
}
