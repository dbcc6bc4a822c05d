package org.lowtide.vm;

import org.apache.tuweni.units.bigints.UInt256;

/** The instruction 0xff. */
final class SelfDestruct {

  private SelfDestruct() {}

  /**
   * SELFDESTRUCT: hands the balance over and ends the frame; the account is removed at the end of the transaction, since
   * Cancun only where the transaction created it (EIP-6780). Gas: EIP-150, EIP-161, EIP-2929.
   */
  static void selfdestruct(Frame frame, Execution machine) {
    frame.requireWritable();
    State state = machine.state();
    Address beneficiary = Address.of(frame.pop());
    UInt256 balance = state.balance(frame.address());
    if (machine.has(Feature.WARM_SETS)) {
      if (machine.substate().warm(beneficiary)) {
        frame.charge(machine.cost(Cost.COLD_ACCOUNT));
      }
      if (!balance.isZero() && state.isDead(beneficiary)) {
        frame.charge(machine.cost(Cost.NEW_ACCOUNT));
      }
    }
    state.transfer(frame.address(), beneficiary, balance);
    if (!machine.has(Feature.DESTROY_ONLY_NEW) || state.isNew(frame.address())) {
      state.destroy(frame.address());
    }
    frame.succeed(Data.EMPTY);
  }
}
