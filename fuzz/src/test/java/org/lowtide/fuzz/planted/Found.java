package org.lowtide.fuzz.planted;

import java.util.List;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Rule;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.RandomPrograms;

/**
 * The first random program that shows a planted fault.
 *
 * @param executor what ran it
 * @param program the program
 * @param finding what it shows, of the fault's kind and rule
 */
public record Found(Executor executor, Program program, Finding finding) {

  private static final int MAX_PROGRAMS = 1000;

  /** Looks for the fault among as many random programs as the tests allow for. */
  public static Found first(PlantedMemory planted) {
    return first(Subject.of(planted), planted.kind, planted.rule);
  }

  /** Looks for the fault among as many random programs as the tests allow for. */
  public static Found first(PlantedPool planted) {
    return first(Subject.of(planted), planted.kind, planted.rule);
  }

  private static Found first(Subject subject, FindingKind kind, Rule rule) {
    Executor executor = new Executor(List.of(subject), HeapAllocator::new, Bounds.FUZZING);
    RandomPrograms programs = new RandomPrograms(subject.target(), 1);
    for (int seed = 0; seed < MAX_PROGRAMS; seed++) {
      Program program = programs.at(seed);
      for (Finding finding : executor.run(program).findings()) {
        if (finding.kind() == kind && finding.rule() == rule) {
          return new Found(executor, program, finding);
        }
      }
    }
    throw new AssertionError(subject.name() + " was not found in " + MAX_PROGRAMS + " programs");
  }
}
