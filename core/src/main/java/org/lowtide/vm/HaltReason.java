package org.lowtide.vm;

/**
 * Why a frame halted exceptionally: all its gas is gone and all it did to the state is undone, while its caller goes on
 * (Yellow Paper, 9.4.2).
 */
public enum HaltReason {
  /** The gas left does not pay for the instruction. */
  OUT_OF_GAS,
  /** The instruction takes more words than the stack has. */
  STACK_UNDERFLOW,
  /** The instruction would leave more than 1024 words on the stack. */
  STACK_OVERFLOW,
  /** The byte is no instruction of the schedule; INVALID (EIP-141) among them. */
  UNDEFINED_INSTRUCTION,
  /** The destination of a jump is no JUMPDEST, or lies within the data of a PUSH. */
  BAD_JUMP,
  /** A change of state within a static call (EIP-214). */
  STATIC_CHANGE,
  /** A copy that reads past the end of the return data (EIP-211). */
  RETURN_DATA_OUT_OF_BOUNDS,
  /** Code to be deployed that is too long (EIP-170) or begins with 0xEF (EIP-3541); initialising code too long (EIP-3860). */
  BAD_CODE,
  /** A create at an address that has code or a nonce (EIP-684) or storage (EIP-7610). */
  ADDRESS_TAKEN,
  /** The contexts of all frames together would pass the limit of the machine's memory. */
  MEMORY_LIMIT,
  /** The machine's allocator had no bytes for the memory, for a log or for data that goes in or out of a call. */
  ALLOCATION_FAILED,
  /** A call of a precompiled contract that the machine has not; {@link TransactionResult#unsupported()} names it. */
  UNSUPPORTED_PRECOMPILE
}
