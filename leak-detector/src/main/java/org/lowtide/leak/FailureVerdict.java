package org.lowtide.leak;

/**
 * What became of an injected allocation failure: see {@link FailureSweep}. Where several hold, the one declared last is
 * the verdict. Verdicts may be added, so a {@code switch} over them needs a default.
 */
public enum FailureVerdict {
  /** The caller learnt of it: the failure was thrown, or is among the causes or suppressed ones of what was thrown. */
  PROPAGATED,
  /** The caller did not learn of it: the work returned as if nothing had happened, or threw something unrelated. */
  SWALLOWED,
  /**
   * An action that failed left its object in another state than before; or the object can no longer be observed or
   * closed; or a block was closed twice on the way out.
   */
  STATE_CHANGED,
  /** Blocks were still live at the end. */
  LEAKED,
  /** The work asked for other memory than in the run before, so that the other verdicts would mean nothing. */
  NOT_DETERMINISTIC
}
