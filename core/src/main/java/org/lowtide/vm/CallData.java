package org.lowtide.vm;

import java.lang.foreign.MemorySegment;
import org.apache.tuweni.units.bigints.UInt256;

/** The instructions that read the bytes of a frame: its call data, its code and its return data. */
final class CallData {

  private CallData() {}

  /** CALLDATALOAD: a word of the call data, zeros past its end. */
  static void calldataload(Frame frame, Execution machine) {
    frame.replaceTop(machine.scratch().load(frame.input(), Words.clamp(frame.top())));
  }

  /** CALLDATASIZE. */
  static void calldatasize(Frame frame, Execution machine) {
    frame.push(UInt256.valueOf(frame.input().length()));
  }

  /** CALLDATACOPY: to memory, zeros past the end. */
  static void calldatacopy(Frame frame, Execution machine) {
    copy(frame, frame.input().segment());
  }

  /** CODESIZE. */
  static void codesize(Frame frame, Execution machine) {
    frame.push(UInt256.valueOf(frame.code().length()));
  }

  /** CODECOPY: to memory, zeros past the end. */
  static void codecopy(Frame frame, Execution machine) {
    copy(frame, frame.code().segment());
  }

  /** RETURNDATASIZE: of what the last call returned; EIP-211. */
  static void returndatasize(Frame frame, Execution machine) {
    frame.push(UInt256.valueOf(frame.returnData().length()));
  }

  /** RETURNDATACOPY: to memory; past the end is an exceptional halt; EIP-211. */
  static void returndatacopy(Frame frame, Execution machine) {
    UInt256 source = frame.stack().peek(1);
    UInt256 length = frame.stack().peek(2);
    long size = frame.returnData().length();
    if (!source.fitsLong() || !length.fitsLong() || source.toLong() > size
        || length.toLong() > size - source.toLong()) {
      throw new ExceptionalHalt(HaltReason.RETURN_DATA_OUT_OF_BOUNDS);
    }
    copy(frame, frame.returnData().segment());
  }

  /** Takes destination, source and length from the stack, and copies from those bytes. */
  static void copy(Frame frame, MemorySegment bytes) {
    UInt256 destination = frame.pop();
    UInt256 source = frame.pop();
    UInt256 length = frame.pop();
    MemoryAccess.chargeCopy(frame, length);
    MemoryGas.expand(frame, destination, length);
    if (!length.isZero()) {
      frame.memory().setDataBounded(destination.toLong(), bytes, Words.clamp(source), length.toLong());
    }
  }
}
