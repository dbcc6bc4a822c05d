package org.lowtide.vm;

import org.apache.tuweni.units.bigints.UInt256;

/** The instructions that tell of the frame, its transaction and its block (Yellow Paper, appendix H.2, 30s and 40s). */
final class Environment {

  /** BLOCKHASH knows so many blocks back. */
  private static final long KNOWN_BLOCKS = 256;

  private Environment() {}

  /** ADDRESS: the account whose storage and balance are the frame's. */
  static void address(Frame frame, Execution machine) {
    frame.push(frame.address().toWord());
  }

  /** ORIGIN: the sender of the transaction. */
  static void origin(Frame frame, Execution machine) {
    frame.push(machine.origin().toWord());
  }

  /** CALLER: who called this frame. */
  static void caller(Frame frame, Execution machine) {
    frame.push(frame.caller().toWord());
  }

  /** CALLVALUE: the value that came with the call. */
  static void callvalue(Frame frame, Execution machine) {
    frame.push(frame.value());
  }

  /** GASPRICE: what the transaction pays for a unit of gas; EIP-1559. */
  static void gasprice(Frame frame, Execution machine) {
    frame.push(machine.gasPrice());
  }

  /** BLOCKHASH: of one of the 256 blocks before; 0 for any other. */
  static void blockhash(Frame frame, Execution machine) {
    UInt256 number = frame.top();
    BlockContext block = machine.block();
    boolean known = number.fitsLong() && number.toLong() < block.number()
        && number.toLong() >= block.number() - KNOWN_BLOCKS;
    frame.replaceTop(known ? Words.ofBytes(block.blockHashes().apply(number.toLong())) : UInt256.ZERO);
  }

  /** COINBASE: who gets the block's fees. */
  static void coinbase(Frame frame, Execution machine) {
    frame.push(machine.block().coinbase().toWord());
  }

  /** TIMESTAMP: of the block, in seconds since 1970. */
  static void timestamp(Frame frame, Execution machine) {
    frame.push(UInt256.valueOf(machine.block().timestamp()));
  }

  /** NUMBER: of the block. */
  static void number(Frame frame, Execution machine) {
    frame.push(UInt256.valueOf(machine.block().number()));
  }

  /** DIFFICULTY, later PREVRANDAO: of the block; EIP-4399. */
  static void difficulty(Frame frame, Execution machine) {
    frame.push(UInt256.valueOf(machine.block().randomness()));
  }

  /** GASLIMIT: of the block. */
  static void gaslimit(Frame frame, Execution machine) {
    frame.push(UInt256.valueOf(machine.block().gasLimit()));
  }

  /** CHAINID; EIP-1344. */
  static void chainid(Frame frame, Execution machine) {
    frame.push(UInt256.valueOf(machine.block().chainId()));
  }

  /** BASEFEE: the part of the gas price that is burnt; EIP-3198. */
  static void basefee(Frame frame, Execution machine) {
    frame.push(UInt256.valueOf(machine.block().baseFee()));
  }

  /** BLOBHASH: of one of the transaction's blobs; 0 past the last; EIP-4844. */
  static void blobhash(Frame frame, Execution machine) {
    long index = Words.clamp(frame.top());
    boolean there = index < machine.blobHashes().size();
    frame.replaceTop(there ? machine.blobHashes().get((int) index) : UInt256.ZERO);
  }

  /** BLOBBASEFEE: what a unit of blob gas costs; EIP-7516. */
  static void blobbasefee(Frame frame, Execution machine) {
    frame.push(UInt256.valueOf(machine.block().blobBaseFee()));
  }
}
