package org.lowtide.vm;

import org.apache.tuweni.units.bigints.UInt256;

/** The instructions that read accounts. Each costs what meeting the account costs (EIP-2929). */
final class Accounts {

  private Accounts() {}

  private static Address popAddress(Frame frame, Execution machine) {
    Address address = Address.of(frame.pop());
    frame.charge(machine.accountAccess(address));
    return address;
  }

  /** BALANCE. */
  static void balance(Frame frame, Execution machine) {
    Address address = popAddress(frame, machine);
    frame.push(machine.state().balance(address));
  }

  /** SELFBALANCE: the balance of the frame's own account; EIP-1884. */
  static void selfbalance(Frame frame, Execution machine) {
    frame.push(machine.state().balance(frame.address()));
  }

  /** EXTCODESIZE. */
  static void extcodesize(Frame frame, Execution machine) {
    Address address = popAddress(frame, machine);
    frame.push(UInt256.valueOf(machine.state().code(address).length()));
  }

  /** EXTCODECOPY: code of an account to memory, zeros past its end. */
  static void extcodecopy(Frame frame, Execution machine) {
    Address address = popAddress(frame, machine);
    CallData.copy(frame, machine.state().code(address).segment());
  }

  /** EXTCODEHASH: KEC of the code; 0 where there is no account, or an empty one; EIP-1052. */
  static void extcodehash(Frame frame, Execution machine) {
    Address address = popAddress(frame, machine);
    State state = machine.state();
    frame.push(state.isDead(address) ? UInt256.ZERO : state.code(address).hash());
  }
}
