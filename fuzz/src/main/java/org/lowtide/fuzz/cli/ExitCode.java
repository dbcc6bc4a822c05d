package org.lowtide.fuzz.cli;

/** The exit codes of the command line. */
public final class ExitCode {

  /** Nothing was found. */
  public static final int CLEAN = 0;

  /** Lowtide itself failed. */
  public static final int FAILURE = 1;

  /** Wrong usage, or input that cannot be read. */
  public static final int USAGE = 2;

  /** Something was found. */
  public static final int FINDING = 3;

  private ExitCode() {}
}
