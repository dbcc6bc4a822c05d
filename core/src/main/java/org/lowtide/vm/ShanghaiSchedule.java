package org.lowtide.vm;

import static org.lowtide.vm.InstructionTable.BASE;
import static org.lowtide.vm.InstructionTable.LOW;
import static org.lowtide.vm.InstructionTable.VERY_LOW;
import static org.lowtide.vm.InstructionTable.ZERO;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The tables of Shanghai: those of Frontier, and what the versions between changed. */
final class ShanghaiSchedule {

  private ShanghaiSchedule() {}

  static Map<Cost, Long> costs() {
    return Map.ofEntries(
        Map.entry(Cost.EXP_BYTE, 50L), // EIP-160
        Map.entry(Cost.WARM_ACCOUNT, 100L), // EIP-2929, as the next three
        Map.entry(Cost.COLD_ACCOUNT, 2_600L),
        Map.entry(Cost.WARM_SLOT, 100L),
        Map.entry(Cost.COLD_SLOT, 2_100L),
        Map.entry(Cost.STORE_SET, 20_000L), // EIP-2200
        Map.entry(Cost.STORE_RESET, 2_900L), // EIP-2929: 5000 less a cold slot
        Map.entry(Cost.STORE_CLEARED_REFUND, 4_800L), // EIP-3529
        Map.entry(Cost.REFUND_DIVISOR, 5L), // EIP-3529
        Map.entry(Cost.CALL_VALUE, 9_000L),
        Map.entry(Cost.NEW_ACCOUNT, 25_000L), // EIP-161
        Map.entry(Cost.CODE_DEPOSIT_BYTE, 200L),
        Map.entry(Cost.INIT_CODE_WORD, 2L), // EIP-3860
        Map.entry(Cost.MAX_CODE_BYTES, 24_576L), // EIP-170
        Map.entry(Cost.TRANSACTION, 21_000L),
        Map.entry(Cost.TRANSACTION_CREATE, 32_000L), // EIP-2
        Map.entry(Cost.TRANSACTION_DATA_BYTE, 16L), // EIP-2028
        Map.entry(Cost.ACCESS_LIST_ADDRESS, 2_400L), // EIP-2930
        Map.entry(Cost.ACCESS_LIST_SLOT, 1_900L)); // EIP-2930
  }

  static Set<Feature> features() {
    return EnumSet.of(
        Feature.ALL_BUT_ONE_64TH,
        Feature.STATE_CLEARING,
        Feature.WARM_SETS,
        Feature.DEPOSIT_OR_FAIL,
        Feature.NO_EF_CODE);
  }

  static InstructionTable instructions() {
    InstructionTable table = FrontierSchedule.instructions();
    added(table);
    changed(table);
    return table;
  }

  private static void added(InstructionTable table) {
    table
        .add(0x1b, "SHL", 2, 1, VERY_LOW, Bitwise::shl) // EIP-145, as the next two
        .add(0x1c, "SHR", 2, 1, VERY_LOW, Bitwise::shr)
        .add(0x1d, "SAR", 2, 1, VERY_LOW, Bitwise::sar)
        .add(0x3d, "RETURNDATASIZE", 0, 1, BASE, CallData::returndatasize) // EIP-211, as the next
        .add(0x3e, "RETURNDATACOPY", 3, 0, VERY_LOW, CallData::returndatacopy)
        .add(0x3f, "EXTCODEHASH", 1, 1, ZERO, Accounts::extcodehash) // EIP-1052
        .add(0x46, "CHAINID", 0, 1, BASE, Environment::chainid) // EIP-1344
        .add(0x47, "SELFBALANCE", 0, 1, LOW, Accounts::selfbalance) // EIP-1884
        .add(0x48, "BASEFEE", 0, 1, BASE, Environment::basefee) // EIP-3198
        .add(0x5f, "PUSH0", 0, 1, BASE, Stack::push0) // EIP-3855
        .add(0xf4, "DELEGATECALL", 6, 1, ZERO, Calls::delegatecall) // EIP-7
        .add(0xf5, "CREATE2", 4, 1, 32_000, Creates::create2) // EIP-1014
        .add(0xfa, "STATICCALL", 6, 1, ZERO, Calls::staticcall) // EIP-214
        .add(0xfd, "REVERT", 2, 0, ZERO, Flow::revert); // EIP-140
  }

  private static void changed(InstructionTable table) {
    table
        .add(0x44, "PREVRANDAO", 0, 1, BASE, Environment::difficulty) // EIP-4399
        .add(0x55, "SSTORE", 2, 0, ZERO, Storage::sstore) // EIP-2200, 2929, 3529
        .reprice(0x31, ZERO) // BALANCE; EIP-2929, as all from here: warm or cold is all the cost
        .reprice(0x3b, ZERO) // EXTCODESIZE
        .reprice(0x3c, ZERO) // EXTCODECOPY
        .reprice(0x54, ZERO) // SLOAD
        .reprice(0xf1, ZERO) // CALL
        .reprice(0xf2, ZERO) // CALLCODE
        .reprice(0xff, 5_000); // SELFDESTRUCT; EIP-150, and a cold beneficiary on top
  }
}
