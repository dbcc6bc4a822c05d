package org.lowtide.vm;

import org.apache.tuweni.units.bigints.UInt256;

/** The four calls (Yellow Paper, appendix H.2, section f0s; EIP-7, 150, 161, 214, 2929). */
final class Calls {

  /** What a callee that is given value may use on top of what its caller pays. */
  static final long STIPEND = 2_300;

  private enum Kind {
    CALL, CALLCODE, DELEGATECALL, STATICCALL
  }

  private Calls() {}

  /** CALL: of an account, with value. */
  static void call(Frame frame, Execution machine) {
    begin(frame, machine, Kind.CALL);
  }

  /** CALLCODE: of another account's code on the own account. */
  static void callcode(Frame frame, Execution machine) {
    begin(frame, machine, Kind.CALLCODE);
  }

  /** DELEGATECALL: as CALLCODE, with the caller and value of this very frame; EIP-7. */
  static void delegatecall(Frame frame, Execution machine) {
    begin(frame, machine, Kind.DELEGATECALL);
  }

  /** STATICCALL: one that may change nothing; EIP-214. */
  static void staticcall(Frame frame, Execution machine) {
    begin(frame, machine, Kind.STATICCALL);
  }

  private static void begin(Frame frame, Execution machine, Kind kind) {
    UInt256 gasWanted = frame.pop();
    Address codeAddress = Address.of(frame.pop());
    boolean withValue = kind == Kind.CALL || kind == Kind.CALLCODE;
    UInt256 value = withValue ? frame.pop() : UInt256.ZERO;
    if (kind == Kind.CALL && !value.isZero()) {
      frame.requireWritable();
    }
    UInt256 inputOffset = frame.pop();
    UInt256 inputLength = frame.pop();
    UInt256 resultOffset = frame.pop();
    UInt256 resultLength = frame.pop();
    MemoryGas.expand(frame, inputOffset, inputLength);
    MemoryGas.expand(frame, resultOffset, resultLength);
    frame.charge(extraGas(machine, kind, codeAddress, value));
    long gas = gasToHandOver(frame, machine, gasWanted);
    frame.charge(gas);
    gas += value.isZero() ? 0 : STIPEND;
    frame.replaceReturnData(Data.EMPTY);
    if (!machine.canGoDeeper() || Words.isLess(machine.state().balance(frame.address()), value)) {
      frame.giveBack(gas);
      frame.push(UInt256.ZERO);
      return;
    }
    Data input = Data.copyOf(machine.allocator(), frame.memory(), Words.clamp(inputOffset), inputLength.toLong());
    boolean own = kind == Kind.CALLCODE || kind == Kind.DELEGATECALL;
    boolean delegated = kind == Kind.DELEGATECALL;
    machine.call(
        new Invocation(
            false,
            own ? frame.address() : codeAddress,
            delegated ? frame.caller() : frame.address(),
            codeAddress,
            delegated ? frame.value() : value,
            !delegated,
            frame.isStatic() || kind == Kind.STATICCALL,
            machine.state().code(codeAddress),
            input,
            gas,
            Words.clamp(resultOffset),
            resultLength.toLong()));
  }

  /** Besides the memory and what the callee gets: the account (EIP-2929), the value, and one brought into being. */
  private static long extraGas(Execution machine, Kind kind, Address codeAddress, UInt256 value) {
    long gas = machine.accountAccess(codeAddress);
    if (!value.isZero()) {
      gas += machine.cost(Cost.CALL_VALUE);
    }
    if (kind == Kind.CALL) {
      boolean begets =
          machine.has(Feature.STATE_CLEARING)
              ? !value.isZero() && machine.state().isDead(codeAddress)
              : !machine.state().exists(codeAddress);
      gas += begets ? machine.cost(Cost.NEW_ACCOUNT) : 0;
    }
    return gas;
  }

  private static long gasToHandOver(Frame frame, Execution machine, UInt256 wanted) {
    long most = frame.gasLeft();
    if (machine.has(Feature.ALL_BUT_ONE_64TH)) {
      return Math.min(Words.clamp(wanted), most - most / 64);
    }
    return Words.clamp(wanted); // more than there is will be refused as it is charged
  }
}
