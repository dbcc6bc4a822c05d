package org.lowtide.fuzz.junit;

import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.lowtide.alloc.Allocator;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Program;
import org.lowtide.leak.LeakReport;
import org.lowtide.memory.MemoryProvider;

/** Runs programs on one memory over one allocator, and fails with all that is needed to see the same again. */
final class ContractRun {

  /** Longer programs are shown as bytes only, in the line that runs them again. */
  private static final int SHOWN_OPERATIONS = 100;

  private final Class<?> test;
  private final String allocatorName;
  private final Executor executor;
  private final Ledger ledger;

  ContractRun(
      Class<?> test,
      MemoryProvider provider,
      Supplier<? extends Allocator> allocator,
      Ledger ledger,
      Bounds bounds) {
    this.test = test;
    this.allocatorName = allocator.get().getClass().getSimpleName();
    this.executor = new Executor(List.of(Subject.of(provider)), allocator, bounds);
    this.ledger = ledger;
  }

  void check(NamedProgram program) {
    List<Finding> findings = executor.run(program.program()).outside(ledger);
    if (!findings.isEmpty()) {
      Finding finding = findings.getFirst();
      throw new AssertionError(message(program.name(), shortened(program.program(), finding), finding));
    }
  }

  /** The program up to the operation that showed the finding, where that is enough. */
  private Program shortened(Program program, Finding finding) {
    int end = Math.clamp(finding.operationIndex() + 1L, 0, program.operations().size());
    Program beginning = new Program(program.header(), program.operations().subList(0, end));
    boolean shows =
        executor.run(beginning).findings().stream()
            .anyMatch(each -> each.fingerprint().equals(finding.fingerprint()));
    return shows ? beginning : program;
  }

  private String message(String name, Program program, Finding finding) {
    StringBuilder out = new StringBuilder();
    out.append(finding.subject()).append(" on ").append(allocatorName).append(" breaks ").append(finding.rule())
        .append(": ").append(finding.rule().sentence());
    out.append("\n  in        ").append(name);
    out.append("\n  operation ").append(operation(program, finding.operationIndex()));
    out.append("\n  expected  ").append(finding.expected());
    out.append("\n  observed  ").append(finding.observed());
    out.append("\n  finding   ").append(finding.fingerprint()).append("  ").append(finding.identity());
    LeakReport leak = finding.leak();
    if (leak != null) {
      out.append('\n').append(leak);
    }
    if (program.operations().size() <= SHOWN_OPERATIONS) {
      out.append('\n').append(ProgramText.format(program));
    } else {
      out.append("\n  a program of ").append(program.operations().size()).append(" operations");
    }
    out.append("\n  again with: mvn test -Dtest='").append(test.getSimpleName())
        .append("#givenProgramRuns' -Dlowtide.program=").append(HexFormat.of().formatHex(ProgramBytes.encode(program)));
    return out.toString();
  }

  private static String operation(Program program, int index) {
    if (index < 0) {
      return "open";
    }
    return index >= program.operations().size()
        ? "close, at the end"
        : index + ": " + ProgramText.format(program.operations().get(index));
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
