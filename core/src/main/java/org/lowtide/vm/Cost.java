package org.lowtide.vm;

/** What of the gas of instructions and transactions depends on more than the instruction (Yellow Paper, appendix G). */
enum Cost {
  /** EXP, for each byte of the exponent; EIP-160. */
  EXP_BYTE,
  /** An account met before in the transaction; EIP-2929. Before it this was part of the instruction's own gas. */
  WARM_ACCOUNT,
  /** An account not met before in the transaction; EIP-2929. */
  COLD_ACCOUNT,
  /** A storage slot met before in the transaction; EIP-2929. */
  WARM_SLOT,
  /** A storage slot not met before in the transaction; EIP-2929. */
  COLD_SLOT,
  /** SSTORE that makes a zero slot something else. */
  STORE_SET,
  /** SSTORE that changes a slot otherwise. */
  STORE_RESET,
  /** What SSTORE gives back for a slot made zero; EIP-3529. */
  STORE_CLEARED_REFUND,
  /** The most of a transaction's gas that is given back, as a divisor; EIP-3529. */
  REFUND_DIVISOR,
  /** A call that hands over value. */
  CALL_VALUE,
  /** A call or a SELFDESTRUCT that brings an account into being. */
  NEW_ACCOUNT,
  /** Each byte of code deployed. */
  CODE_DEPOSIT_BYTE,
  /** Each word of initialising code; EIP-3860. */
  INIT_CODE_WORD,
  /** The most bytes of code that can be deployed; EIP-170. Initialising code may have twice as many (EIP-3860). */
  MAX_CODE_BYTES,
  /** A transaction, whatever it does. */
  TRANSACTION,
  /** A transaction that creates a contract, on top; EIP-2. */
  TRANSACTION_CREATE,
  /** Each byte of a transaction's data that is not zero; EIP-2028. */
  TRANSACTION_DATA_BYTE,
  /** Each address of a transaction's access list; EIP-2930. */
  ACCESS_LIST_ADDRESS,
  /** Each slot of a transaction's access list; EIP-2930. */
  ACCESS_LIST_SLOT
}
