package org.lowtide.vm;

import org.apache.tuweni.units.bigints.UInt256;

/** The instructions that read and write memory (Yellow Paper, appendix H.2; EIP-5656). */
final class MemoryAccess {

  private static final long KECCAK_WORD = 6;
  private static final long COPY_WORD = 3;

  private MemoryAccess() {}

  /** Charges for each word of a copy; the length may be any word. */
  static void chargeCopy(Frame frame, UInt256 length) {
    chargeWords(frame, length, COPY_WORD);
  }

  private static void chargeWords(Frame frame, UInt256 length, long each) {
    if (!length.fitsLong() || length.toLong() > MemoryGas.MAX_END) {
      throw new ExceptionalHalt(HaltReason.OUT_OF_GAS);
    }
    frame.charge(each * Words.count(length.toLong()));
  }

  /** KECCAK256: KEC of a range. */
  static void keccak256(Frame frame, Execution machine) {
    UInt256 offset = frame.pop();
    UInt256 length = frame.pop();
    chargeWords(frame, length, KECCAK_WORD);
    MemoryGas.expand(frame, offset, length);
    frame.push(machine.scratch().keccak(frame.memory(), Words.clamp(offset), length.toLong()));
  }

  /** MLOAD: a word. */
  static void mload(Frame frame, Execution machine) {
    UInt256 offset = frame.top();
    MemoryGas.expand(frame, offset, Words.BYTES);
    frame.replaceTop(machine.scratch().load(frame.memory(), offset.toLong()));
  }

  /** MSTORE: a word. */
  static void mstore(Frame frame, Execution machine) {
    UInt256 offset = frame.pop();
    UInt256 word = frame.pop();
    MemoryGas.expand(frame, offset, Words.BYTES);
    frame.memory().setWord(offset.toLong(), Words.toBytes(word));
  }

  /** MSTORE8: the lowest byte of a word. */
  static void mstore8(Frame frame, Execution machine) {
    UInt256 offset = frame.pop();
    UInt256 word = frame.pop();
    MemoryGas.expand(frame, offset, 1);
    frame.memory().setByte(offset.toLong(), word.get(Words.BYTES - 1));
  }

  /** MSIZE: the bytes of the frame's memory, a multiple of 32. */
  static void msize(Frame frame, Execution machine) {
    frame.push(UInt256.valueOf(frame.memory().size()));
  }

  /** MCOPY: copies within the memory; EIP-5656. */
  static void mcopy(Frame frame, Execution machine) {
    UInt256 destination = frame.pop();
    UInt256 source = frame.pop();
    UInt256 length = frame.pop();
    chargeCopy(frame, length);
    MemoryGas.expand(frame, Words.isLess(source, destination) ? destination : source, length);
    if (!length.isZero()) {
      frame.memory().copy(destination.toLong(), source.toLong(), length.toLong());
    }
  }
}
