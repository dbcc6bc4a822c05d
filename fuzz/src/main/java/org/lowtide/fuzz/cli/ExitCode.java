package org.lowtide.fuzz.cli;

/** The exit codes of the command line. */
final class ExitCode {

  /** Nothing was found. */
  static final int CLEAN = 0;

  /** Lowtide itself failed. */
  static final int FAILURE = 1;

  /** Wrong usage, or input that cannot be read. */
  static final int USAGE = 2;

  /** Something was found. */
  static final int FINDING = 3;

  private ExitCode() {}
}
