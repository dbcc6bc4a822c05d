package org.lowtide.vm;

import static org.lowtide.vm.InstructionTable.BASE;
import static org.lowtide.vm.InstructionTable.HIGH;
import static org.lowtide.vm.InstructionTable.LOW;
import static org.lowtide.vm.InstructionTable.MID;
import static org.lowtide.vm.InstructionTable.VERY_LOW;
import static org.lowtide.vm.InstructionTable.ZERO;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The tables of Frontier (Yellow Paper, appendices G and H.2 in the version of 2015). */
final class FrontierSchedule {

  private FrontierSchedule() {}

  static Map<Cost, Long> costs() {
    return Map.ofEntries(
        Map.entry(Cost.EXP_BYTE, 10L),
        Map.entry(Cost.STORE_SET, 20_000L),
        Map.entry(Cost.STORE_RESET, 5_000L),
        Map.entry(Cost.STORE_CLEARED_REFUND, 15_000L),
        Map.entry(Cost.REFUND_DIVISOR, 2L),
        Map.entry(Cost.CALL_VALUE, 9_000L),
        Map.entry(Cost.NEW_ACCOUNT, 25_000L),
        Map.entry(Cost.CODE_DEPOSIT_BYTE, 200L),
        Map.entry(Cost.MAX_CODE_BYTES, Integer.MAX_VALUE / 4L), // none but what an array holds
        Map.entry(Cost.TRANSACTION, 21_000L),
        Map.entry(Cost.TRANSACTION_DATA_BYTE, 68L));
  }

  static Set<Feature> features() {
    return EnumSet.noneOf(Feature.class);
  }

  static InstructionTable instructions() {
    InstructionTable table = new InstructionTable();
    arithmetic(table);
    bitwise(table);
    environment(table);
    block(table);
    memoryStorageAndFlow(table);
    stack(table);
    logs(table);
    system(table);
    return table;
  }

  private static void arithmetic(InstructionTable table) {
    table
        .add(0x00, "STOP", 0, 0, ZERO, Flow::stop)
        .add(0x01, "ADD", 2, 1, VERY_LOW, Arithmetic::add)
        .add(0x02, "MUL", 2, 1, LOW, Arithmetic::mul)
        .add(0x03, "SUB", 2, 1, VERY_LOW, Arithmetic::sub)
        .add(0x04, "DIV", 2, 1, LOW, Arithmetic::div)
        .add(0x05, "SDIV", 2, 1, LOW, Arithmetic::sdiv)
        .add(0x06, "MOD", 2, 1, LOW, Arithmetic::mod)
        .add(0x07, "SMOD", 2, 1, LOW, Arithmetic::smod)
        .add(0x08, "ADDMOD", 3, 1, MID, Arithmetic::addmod)
        .add(0x09, "MULMOD", 3, 1, MID, Arithmetic::mulmod)
        .add(0x0a, "EXP", 2, 1, HIGH, Arithmetic::exp)
        .add(0x0b, "SIGNEXTEND", 2, 1, LOW, Arithmetic::signextend);
  }

  private static void bitwise(InstructionTable table) {
    table
        .add(0x10, "LT", 2, 1, VERY_LOW, Bitwise::lt)
        .add(0x11, "GT", 2, 1, VERY_LOW, Bitwise::gt)
        .add(0x12, "SLT", 2, 1, VERY_LOW, Bitwise::slt)
        .add(0x13, "SGT", 2, 1, VERY_LOW, Bitwise::sgt)
        .add(0x14, "EQ", 2, 1, VERY_LOW, Bitwise::eq)
        .add(0x15, "ISZERO", 1, 1, VERY_LOW, Bitwise::iszero)
        .add(0x16, "AND", 2, 1, VERY_LOW, Bitwise::and)
        .add(0x17, "OR", 2, 1, VERY_LOW, Bitwise::or)
        .add(0x18, "XOR", 2, 1, VERY_LOW, Bitwise::xor)
        .add(0x19, "NOT", 1, 1, VERY_LOW, Bitwise::not)
        .add(0x1a, "BYTE", 2, 1, VERY_LOW, Bitwise::byteAt)
        .add(0x20, "KECCAK256", 2, 1, 30, MemoryAccess::keccak256);
  }

  private static void environment(InstructionTable table) {
    table
        .add(0x30, "ADDRESS", 0, 1, BASE, Environment::address)
        .add(0x31, "BALANCE", 1, 1, 20, Accounts::balance)
        .add(0x32, "ORIGIN", 0, 1, BASE, Environment::origin)
        .add(0x33, "CALLER", 0, 1, BASE, Environment::caller)
        .add(0x34, "CALLVALUE", 0, 1, BASE, Environment::callvalue)
        .add(0x35, "CALLDATALOAD", 1, 1, VERY_LOW, CallData::calldataload)
        .add(0x36, "CALLDATASIZE", 0, 1, BASE, CallData::calldatasize)
        .add(0x37, "CALLDATACOPY", 3, 0, VERY_LOW, CallData::calldatacopy)
        .add(0x38, "CODESIZE", 0, 1, BASE, CallData::codesize)
        .add(0x39, "CODECOPY", 3, 0, VERY_LOW, CallData::codecopy)
        .add(0x3a, "GASPRICE", 0, 1, BASE, Environment::gasprice)
        .add(0x3b, "EXTCODESIZE", 1, 1, 20, Accounts::extcodesize)
        .add(0x3c, "EXTCODECOPY", 4, 0, 20, Accounts::extcodecopy);
  }

  private static void block(InstructionTable table) {
    table
        .add(0x40, "BLOCKHASH", 1, 1, 20, Environment::blockhash)
        .add(0x41, "COINBASE", 0, 1, BASE, Environment::coinbase)
        .add(0x42, "TIMESTAMP", 0, 1, BASE, Environment::timestamp)
        .add(0x43, "NUMBER", 0, 1, BASE, Environment::number)
        .add(0x44, "DIFFICULTY", 0, 1, BASE, Environment::difficulty)
        .add(0x45, "GASLIMIT", 0, 1, BASE, Environment::gaslimit);
  }

  private static void memoryStorageAndFlow(InstructionTable table) {
    table
        .add(0x50, "POP", 1, 0, BASE, Stack::pop)
        .add(0x51, "MLOAD", 1, 1, VERY_LOW, MemoryAccess::mload)
        .add(0x52, "MSTORE", 2, 0, VERY_LOW, MemoryAccess::mstore)
        .add(0x53, "MSTORE8", 2, 0, VERY_LOW, MemoryAccess::mstore8)
        .add(0x54, "SLOAD", 1, 1, 50, Storage::sload)
        .add(0x55, "SSTORE", 2, 0, ZERO, Storage::sstoreOfFrontier)
        .add(0x56, "JUMP", 1, 0, MID, Flow::jump)
        .add(0x57, "JUMPI", 2, 0, HIGH, Flow::jumpi)
        .add(0x58, "PC", 0, 1, BASE, Flow::pc)
        .add(0x59, "MSIZE", 0, 1, BASE, MemoryAccess::msize)
        .add(0x5a, "GAS", 0, 1, BASE, Flow::gas)
        .add(0x5b, "JUMPDEST", 0, 0, 1, Flow::jumpdest);
  }

  private static void stack(InstructionTable table) {
    for (int bytes = 1; bytes <= 32; bytes++) {
      table.add(0x5f + bytes, "PUSH" + bytes, 0, 1, VERY_LOW, Stack.push(bytes));
    }
    for (int place = 1; place <= 16; place++) {
      table.add(0x7f + place, "DUP" + place, place, place + 1, VERY_LOW, Stack.dup(place));
      table.add(0x8f + place, "SWAP" + place, place + 1, place + 1, VERY_LOW, Stack.swap(place));
    }
  }

  private static void logs(InstructionTable table) {
    for (int topics = 0; topics <= 4; topics++) {
      table.add(0xa0 + topics, "LOG" + topics, 2 + topics, 0, 375 + 375L * topics, Logs.log(topics));
    }
  }

  private static void system(InstructionTable table) {
    table
        .add(0xf0, "CREATE", 3, 1, 32_000, Creates::create)
        .add(0xf1, "CALL", 7, 1, 40, Calls::call)
        .add(0xf2, "CALLCODE", 7, 1, 40, Calls::callcode)
        .add(0xf3, "RETURN", 2, 0, ZERO, Flow::returns)
        .add(0xff, "SELFDESTRUCT", 1, 0, ZERO, SelfDestruct::selfdestruct);
  }
}
