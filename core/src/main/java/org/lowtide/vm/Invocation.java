package org.lowtide.vm;

import org.apache.tuweni.units.bigints.UInt256;

/**
 * A call or create that begins: the message of the Yellow Paper (8 and 7).
 *
 * @param create whether the code initialises a contract
 * @param target whose storage and balance the frame works on; the new contract of a create
 * @param caller what CALLER answers
 * @param codeAddress whose code runs; {@code target} but for CALLCODE and DELEGATECALL
 * @param value what CALLVALUE answers
 * @param transfers whether the value goes from the caller to the target
 * @param isStatic whether changes of the state are forbidden (EIP-214)
 * @param code what runs
 * @param input the call data, owned by the frame
 * @param gas what it may use
 * @param resultOffset where in the caller's memory the output goes
 * @param resultLength how much of it at most
 */
record Invocation(
    boolean create,
    Address target,
    Address caller,
    Address codeAddress,
    UInt256 value,
    boolean transfers,
    boolean isStatic,
    Code code,
    Data input,
    long gas,
    long resultOffset,
    long resultLength) {

  /** A plain call, with nobody's memory for its output. */
  static Invocation call(Address target, Address caller, UInt256 value, Code code, Data input, long gas) {
    return new Invocation(false, target, caller, target, value, true, false, code, input, gas, 0, 0);
  }

  /** A call whose value has gone over already. */
  static Invocation callInPlace(Address target, Address caller, UInt256 value, Code code, Data input, long gas) {
    return new Invocation(false, target, caller, target, value, false, false, code, input, gas, 0, 0);
  }

  static Invocation create(Address target, Address creator, UInt256 value, Code code, long gas) {
    return new Invocation(true, target, creator, target, value, true, false, code, Data.EMPTY, gas, 0, 0);
  }
}
