package org.lowtide.fuzz.exec;

import org.lowtide.fuzz.op.Program;

/** Whatever runs a program and says what came of it. */
public interface ProgramRunner {

  /**
   * Runs a program on all subjects.
   *
   * @param program any program
   * @return what came of it
   */
  Verdict run(Program program);

  /**
   * How much of a program is run.
   *
   * @return the bounds
   */
  Bounds bounds();

  /**
   * The same over one of the subjects.
   *
   * @param subject the name of a subject
   * @return a runner of that subject alone
   * @throws IllegalArgumentException where there is no subject of that name
   */
  ProgramRunner only(String subject);
}
