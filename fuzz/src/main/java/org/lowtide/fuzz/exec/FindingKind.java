package org.lowtide.fuzz.exec;

/** What kind of fault a {@link Finding} is. */
public enum FindingKind {
  /** Bytes stay live after close, or more are held than the bound allows. */
  LEAK("bytes stay live that must have been given back"),
  /** A result, size or byte differs from the model's. */
  DIVERGENCE("a result, a size or a byte is not what the contract says"),
  /** A byte that must be zero shows what was there before. */
  DIRTY_READ("a byte that must be zero shows what was there before"),
  /** An operation that failed changed something. */
  BROKEN_GUARANTEE("an operation that failed has changed something"),
  /** The limit is not kept, or not the same for all. */
  LIMIT("the limit is not kept, or not the same for all"),
  /** A block was given back twice. */
  DOUBLE_FREE("a block was given back twice"),
  /** A handle works although its context has ended. */
  USE_AFTER_CLOSE("a handle still works although what it stands for has ended"),
  /** Something was thrown that the contract does not know. */
  CRASH("something was thrown that the contract does not know, or the JVM ended"),
  /** An operation did not come back in time. */
  HANG("an operation has not come back in time"),
  /** Two runs of one program differ. */
  NONDETERMINISM("two runs of the same program are not the same");

  private final String sentence;

  FindingKind(String sentence) {
    this.sentence = sentence;
  }

  /**
   * What findings of this kind have in common, for people.
   *
   * @return a sentence without a capital and without a full stop
   */
  public String sentence() {
    return sentence;
  }
}
