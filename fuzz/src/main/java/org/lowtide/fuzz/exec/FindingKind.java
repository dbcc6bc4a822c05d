package org.lowtide.fuzz.exec;

/** What kind of fault a {@link Finding} is. */
public enum FindingKind {
  /** Bytes stay live after close, or more are held than the bound allows. */
  LEAK,
  /** A result, size or byte differs from the model's. */
  DIVERGENCE,
  /** A byte that must be zero shows what was there before. */
  DIRTY_READ,
  /** An operation that failed changed something. */
  BROKEN_GUARANTEE,
  /** The limit is not kept, or not the same for all. */
  LIMIT,
  /** A block was given back twice. */
  DOUBLE_FREE,
  /** A handle works although its context has ended. */
  USE_AFTER_CLOSE,
  /** Something was thrown that the contract does not know. */
  CRASH,
  /** An operation did not come back in time. */
  HANG
}
