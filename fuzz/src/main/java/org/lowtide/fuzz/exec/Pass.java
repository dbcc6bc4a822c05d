package org.lowtide.fuzz.exec;

/** A way of running a program again to see more of it. */
public enum Pass {
  /** Once more for each allocation, failing it once, and failing it and all that follow. */
  FAULTS,
  /** Once more over blocks dirtied with each of a few bytes; nothing that can be seen may depend on them. */
  POISON,
  /** Twice the same; nothing that can be seen may differ. */
  TWICE;

  /** How a signature says that runs over other bytes differ. */
  static final String OVER_OTHER_BYTES = "other-over-other-bytes";

  /** How a signature says that two runs differ. */
  static final String ON_SECOND_RUN = "other-on-second-run";

  /**
   * The option of the command line that makes it.
   *
   * @return as it is typed
   */
  public String option() {
    return switch (this) {
      case FAULTS -> "--faults";
      case POISON -> "--poison";
      case TWICE -> "--twice";
    };
  }

  /**
   * Whether a finding only shows where this pass is made.
   *
   * @param finding any finding
   * @return false for all that a single run shows; so always for {@link #FAULTS}, whose programs arm the failure
   */
  public boolean isNeededBy(Finding finding) {
    return switch (this) {
      case FAULTS -> false;
      case POISON -> finding.signature().observed().equals(OVER_OTHER_BYTES);
      case TWICE -> finding.signature().observed().equals(ON_SECOND_RUN);
    };
  }
}
