package org.lowtide.vm;

/** What a schedule does otherwise than Frontier, where a figure cannot say it. */
enum Feature {
  /** A call or create hands on all but a 64th of the gas left, instead of failing where it asks for more; EIP-150. */
  ALL_BUT_ONE_64TH,
  /** Contracts begin with nonce 1, and touched accounts that are empty are removed; EIP-161. */
  STATE_CLEARING,
  /** Accounts and slots are warm or cold; EIP-2929. The block's beneficiary is warm from the start: EIP-3651. */
  WARM_SETS,
  /** Code that cannot be paid for is not deployed, and the create fails; EIP-2. */
  DEPOSIT_OR_FAIL,
  /** Code that begins with 0xEF cannot be deployed; EIP-3541. */
  NO_EF_CODE,
  /** SELFDESTRUCT removes only what the same transaction created; EIP-6780. */
  DESTROY_ONLY_NEW,
  /** A block begins with a call that stores its parent beacon block root; EIP-4788. */
  BEACON_ROOTS
}
