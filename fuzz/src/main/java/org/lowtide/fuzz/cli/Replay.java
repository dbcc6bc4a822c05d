package org.lowtide.fuzz.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lowtide.fuzz.campaign.FindingOutput;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramFiles;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Pass;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.exec.Verdict;
import org.lowtide.fuzz.exec.WatchedExecutor;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.repro.FindingRecord;
import org.lowtide.fuzz.repro.ReproduceLine;

/** Runs one program after another, prints what each shows, and counts. */
final class Replay implements ProgramFiles.Visitor, AutoCloseable {

  /** How long one operation may take: a large program copies a gigabyte in one. */
  private static final Duration STALL = Duration.ofSeconds(20);

  /** Programs that may hold more than this run on one subject after another, so that only one holds it. */
  private static final long TOGETHER_BYTES = 64L << 20;

  private final Ledger ledger;
  private final Set<Pass> passes;
  private final FindingOutput output;
  private final boolean fuzzingBounds;
  private final ReproduceLine line;
  private final Map<Target, WatchedExecutor> together = new EnumMap<>(Target.class);
  private final PrintWriter out;
  private final PrintWriter err;
  private final LastWords lastWords;
  private final List<FindingRecord> findings = new ArrayList<>();
  private long programs;
  private long failed;
  private long operations;
  private long cut;
  private long expected;
  private long problems;
  private long leftOut;
  private long faultPrograms;

  Replay(
      SubjectOptions options,
      RunOptions runOptions,
      Set<Pass> passes,
      FindingOutput output,
      Map<Target, List<Subject>> subjects,
      PrintWriter out,
      PrintWriter err) {
    this.ledger = options.loadLedger();
    this.passes = passes;
    this.output = output;
    this.fuzzingBounds = runOptions.fuzzing();
    this.line = options.reproduceLine(runOptions.fuzzing());
    subjects.forEach((target, chosen) -> {
      if (!chosen.isEmpty()) {
        together.put(target,
            new WatchedExecutor(chosen, options.allocator()::create, runOptions.bounds(), STALL, passes));
      }
    });
    this.out = out;
    this.err = err;
    this.lastWords = new LastWords(err);
  }

  @Override
  public void close() {
    lastWords.close();
  }

  @Override
  public boolean program(NamedProgram read) {
    lastWords.running(read.name());
    try {
      run(read);
    } catch (IllegalStateException e) {
      if (!(e.getCause() instanceof OutOfMemoryError)) {
        throw e;
      }
      problem(read.name() + ": needs more heap than this JVM has; give it more, as in LOWTIDE_JAVA_OPTIONS=-Xmx8g");
    }
    return true;
  }

  private void run(NamedProgram read) {
    WatchedExecutor all = together.get(read.program().header().target());
    if (all == null) {
      leftOut++;
      return;
    }
    List<Finding> unexpected = new ArrayList<>();
    long run = 0;
    long left = 0;
    for (WatchedExecutor executor : executors(all, read.program())) {
      Verdict verdict = executor.run(read.program());
      run = Math.max(run, verdict.operations());
      left = Math.max(left, verdict.cut());
      List<Finding> outside = verdict.outside(ledger);
      expected += verdict.findings().size() - outside.size();
      unexpected.addAll(outside);
    }
    programs++;
    if (passes.contains(Pass.FAULTS) && unexpected.isEmpty()) {
      run += faults(all, read.program());
    }
    operations += run;
    cut += left + read.cut();
    if (!unexpected.isEmpty()) {
      failed++;
      unexpected.forEach(finding -> report(read, finding));
    }
  }

  /** Fails each allocation in turn; returns how many operations that took. A finding is written, as no file shows it. */
  private long faults(WatchedExecutor all, Program program) {
    long run = 0;
    Set<String> reported = new HashSet<>();
    for (Program fault : all.faults(program, PassOptions.MAX_FAULTS)) {
      Verdict verdict = all.run(fault);
      faultPrograms++;
      run += verdict.operations();
      List<Finding> outside = verdict.outside(ledger);
      expected += verdict.findings().size() - outside.size();
      for (Finding finding : outside) {
        if (reported.add(finding.fingerprint())) {
          write(finding, fault);
        }
      }
    }
    failed += reported.isEmpty() ? 0 : 1;
    return run;
  }

  private void write(Finding finding, Program program) {
    try {
      FindingRecord record = output.write(finding, program, fuzzingBounds);
      findings.add(record);
      FindingPrinter.print(record, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a finding cannot be written to " + output.out(), e);
    }
  }

  private static List<WatchedExecutor> executors(WatchedExecutor all, Program program) {
    return program.header().limitBytes() > TOGETHER_BYTES
        ? all.subjects().stream().map(subject -> all.only(subject.name())).toList()
        : List.of(all);
  }

  private void report(NamedProgram read, Finding finding) {
    FindingRecord record =
        FindingRecord.of(finding, read.program(), read.name(), line.text(read.name(), finding));
    findings.add(record);
    FindingPrinter.print(record, out);
  }

  @Override
  public void problem(String problem) {
    problems++;
    err.println("lowtide: " + problem);
  }

  long programs() {
    return programs;
  }

  long failed() {
    return failed;
  }

  long operations() {
    return operations;
  }

  long cut() {
    return cut;
  }

  long expected() {
    return expected;
  }

  /** Programs about something of which no subject was asked for. */
  long leftOut() {
    return leftOut;
  }

  /** Programs that were run with an allocation failed. */
  long faultPrograms() {
    return faultPrograms;
  }

  long problems() {
    return problems;
  }

  List<FindingRecord> findings() {
    return findings;
  }
}
