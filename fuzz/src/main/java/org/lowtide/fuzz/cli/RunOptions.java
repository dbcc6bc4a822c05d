package org.lowtide.fuzz.cli;

import org.lowtide.fuzz.exec.Bounds;
import picocli.CommandLine.Option;

/** The option that says how much of a program is run. */
final class RunOptions {

  @Option(
      names = "--bounds",
      paramLabel = "replay|fuzzing",
      defaultValue = "replay",
      description = {
          "how much of a program is run, and how many bytes a memory may hold (default ${DEFAULT-VALUE}):",
          "replay: 1,000,000 operations, 2 GiB; fuzzing: 512 operations, 4 MiB, as the fuzzer runs them"
      })
  private Kind kind = Kind.REPLAY;

  RunOptions() {}

  Bounds bounds() {
    return kind == Kind.REPLAY ? Bounds.REPLAY : Bounds.FUZZING;
  }

  boolean fuzzing() {
    return kind == Kind.FUZZING;
  }

  String boundsWord() {
    return kind == Kind.REPLAY ? "replay" : "fuzzing";
  }

  /** Which bounds. */
  enum Kind {
    REPLAY,
    FUZZING
  }
}
