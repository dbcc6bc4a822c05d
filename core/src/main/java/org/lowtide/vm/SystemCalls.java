package org.lowtide.vm;

import java.util.List;
import org.apache.tuweni.units.bigints.UInt256;
import org.jspecify.annotations.Nullable;

/** The calls that a block makes by itself. */
final class SystemCalls {

  private static final Address BEACON_ROOTS = Address.parse("0x000F3df6D732807Ef1319fB7B8bB8522d0Beac02");
  private static final Address SYSTEM = Address.parse("0xfffffffffffffffffffffffffffffffffffffffe");
  private static final long GAS = 30_000_000;

  static final TransactionContext CONTEXT = new TransactionContext(SYSTEM, UInt256.ZERO, List.of());

  private SystemCalls() {}

  /** The call that stores the parent beacon block root, or null where there is none to make; EIP-4788. */
  static @Nullable Invocation beaconRoots(Schedule schedule, World world, BlockInput block) {
    Account contract = world.get(BEACON_ROOTS);
    byte[] root = block.parentBeaconBlockRoot();
    if (!schedule.has(Feature.BEACON_ROOTS) || contract == null || contract.codeObject().isEmpty()
        || root.length == 0) {
      return null;
    }
    return Invocation.callInPlace(
        BEACON_ROOTS, SYSTEM, UInt256.ZERO, contract.codeObject(), Data.wrap(root), GAS);
  }
}
