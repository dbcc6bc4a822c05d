package org.lowtide.fuzz.junit;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.lowtide.alloc.Allocator;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.repro.FindingReport;
import org.lowtide.fuzz.shrink.ShrinkLimits;
import org.lowtide.fuzz.shrink.Shrinker;
import org.lowtide.fuzz.shrink.Shrunk;

/** Runs programs on one subject over one allocator, and fails with all that is needed to see the same again. */
final class ContractRun {

  private static final ShrinkLimits SHRINKING = ShrinkLimits.executions(20_000).within(Duration.ofSeconds(10));

  private final Class<?> test;
  private final String allocatorName;
  private final Executor executor;
  private final Ledger ledger;

  ContractRun(
      Class<?> test,
      Subject subject,
      Supplier<? extends Allocator> allocator,
      Ledger ledger,
      Bounds bounds) {
    this.test = test;
    this.allocatorName = allocator.get().getClass().getSimpleName();
    this.executor = new Executor(List.of(subject), allocator, bounds);
    this.ledger = ledger;
  }

  /** What the programs are about. */
  Target target() {
    return executor.subjects().getFirst().target();
  }

  void check(NamedProgram program) {
    List<Finding> findings = executor.run(program.program()).outside(ledger);
    if (!findings.isEmpty()) {
      Finding first = findings.getFirst();
      Shrunk smallest =
          new Shrinker(executor).shrink(program.program(), first.fingerprint(), SHRINKING)
              .orElseGet(() -> new Shrunk(program.program(), first, 0, false));
      throw new AssertionError(
          "on " + allocatorName + ", in " + program.name() + ":\n"
              + FindingReport.text(smallest.finding(), smallest.program(), again(smallest.program())));
    }
  }

  private String again(Program program) {
    return "mvn test -Dtest='" + test.getSimpleName() + "#givenProgramRuns' -Dlowtide.program="
        + HexFormat.of().formatHex(ProgramBytes.encode(program));
  }

  /** The bytes of a hex string. */
  static byte[] parseHex(String hex) {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("lowtide.program must be pairs of hex digits, was " + hex, e);
    }
  }
}
