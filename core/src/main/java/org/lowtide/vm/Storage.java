package org.lowtide.vm;

import org.apache.tuweni.units.bigints.UInt256;

/** The instructions that read and write what an account keeps, for ever or for the transaction. */
final class Storage {

  /** SSTORE needs more gas left than a call with value hands its callee, so that such a callee cannot; EIP-2200. */
  private static final long STIPEND = Calls.STIPEND;

  private Storage() {}

  /** SLOAD; EIP-2929. */
  static void sload(Frame frame, Execution machine) {
    UInt256 slot = frame.top();
    frame.charge(machine.slotAccess(frame.address(), slot));
    frame.replaceTop(machine.state().storage(frame.address(), slot));
  }

  /** SSTORE as it was in Frontier (Yellow Paper, appendix H.2 in the version of 2015). */
  static void sstoreOfFrontier(Frame frame, Execution machine) {
    UInt256 slot = frame.pop();
    UInt256 value = frame.pop();
    UInt256 current = machine.state().storage(frame.address(), slot);
    boolean sets = current.isZero() && !value.isZero();
    frame.charge(machine.cost(sets ? Cost.STORE_SET : Cost.STORE_RESET));
    if (!current.isZero() && value.isZero()) {
      machine.substate().addRefund(machine.cost(Cost.STORE_CLEARED_REFUND));
    }
    machine.state().setStorage(frame.address(), slot, value);
  }

  /** SSTORE: gas by what the slot was before the transaction, is now and shall be; EIP-2200, 2929 and 3529. */
  static void sstore(Frame frame, Execution machine) {
    frame.requireWritable();
    if (frame.gasLeft() <= STIPEND) {
      throw new ExceptionalHalt(HaltReason.OUT_OF_GAS);
    }
    UInt256 slot = frame.pop();
    UInt256 value = frame.pop();
    long access = machine.slotAccess(frame.address(), slot);
    UInt256 current = machine.state().storage(frame.address(), slot);
    UInt256 original = machine.state().originalStorage(frame.address(), slot);
    frame.charge(storeCost(machine, access, original, current, value));
    machine.substate().addRefund(storeRefund(machine, original, current, value));
    machine.state().setStorage(frame.address(), slot, value);
  }

  private static long storeCost(
      Execution machine, long access, UInt256 original, UInt256 current, UInt256 value) {
    long warm = machine.cost(Cost.WARM_SLOT);
    if (value.equals(current) || !current.equals(original)) {
      return access == warm ? warm : access + warm;
    }
    long write = machine.cost(original.isZero() ? Cost.STORE_SET : Cost.STORE_RESET);
    return access == warm ? write : access + write;
  }

  private static long storeRefund(Execution machine, UInt256 original, UInt256 current, UInt256 value) {
    if (value.equals(current)) {
      return 0;
    }
    long cleared = machine.cost(Cost.STORE_CLEARED_REFUND);
    if (current.equals(original)) {
      return !original.isZero() && value.isZero() ? cleared : 0;
    }
    long refund = 0;
    if (!original.isZero()) {
      if (current.isZero()) {
        refund -= cleared;
      } else if (value.isZero()) {
        refund += cleared;
      }
    }
    if (value.equals(original)) {
      refund += machine.cost(original.isZero() ? Cost.STORE_SET : Cost.STORE_RESET) - machine.cost(Cost.WARM_SLOT);
    }
    return refund;
  }

  /** TLOAD: storage that lasts for the transaction; EIP-1153. */
  static void tload(Frame frame, Execution machine) {
    frame.replaceTop(machine.substate().transientStorage(frame.address(), frame.top()));
  }

  /** TSTORE; EIP-1153. */
  static void tstore(Frame frame, Execution machine) {
    frame.requireWritable();
    UInt256 slot = frame.pop();
    UInt256 value = frame.pop();
    machine.substate().setTransientStorage(frame.address(), slot, value);
  }
}
