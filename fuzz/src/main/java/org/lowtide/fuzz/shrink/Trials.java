package org.lowtide.fuzz.shrink;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.ProgramRunner;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;

/** The best program so far, and the one way to put another in its place: it shows the same finding. */
final class Trials {

  private final ProgramRunner runner;
  private final String fingerprint;
  private final long maxExecutions;
  private final long startNanos = System.nanoTime();
  private final long maxNanos;
  private final MessageDigest digest;
  private final Set<ByteBuffer> rejected = new HashSet<>();
  private Program best;
  private Finding finding;
  private long executions;
  private long accepted;
  private boolean exhausted;

  /** Starts from a program that was run once and showed the finding. */
  Trials(ProgramRunner runner, Program program, Finding finding, ShrinkLimits limits) {
    this.runner = runner;
    this.fingerprint = finding.fingerprint();
    this.maxExecutions = limits.maxExecutions();
    this.maxNanos = limits.maxNanos();
    this.best = program;
    this.finding = finding;
    this.executions = 1;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** The finding of a fingerprint that running a program shows. */
  static Optional<Finding> show(ProgramRunner runner, Program program, String fingerprint) {
    return runner.run(program).findings().stream().filter(each -> each.fingerprint().equals(fingerprint)).findFirst();
  }

  Program best() {
    return best;
  }

  Finding finding() {
    return finding;
  }

  List<Operation> operations() {
    return best.operations();
  }

  int size() {
    return best.operations().size();
  }

  long executions() {
    return executions;
  }

  /** How often another program became the best. */
  long accepted() {
    return accepted;
  }

  /** The bytes above which the subject's allocator fails. */
  long maxBytes() {
    return runner.bounds().maxBytes();
  }

  /** Whether a limit is reached; from then on nothing is accepted. */
  boolean exhausted() {
    return exhausted;
  }

  /** Whether a program shows the finding; if so, it is the best one now. */
  boolean accept(Program candidate) {
    exhausted |= executions >= maxExecutions || System.nanoTime() - startNanos > maxNanos;
    if (exhausted) {
      return false;
    }
    ByteBuffer key = ByteBuffer.wrap(digest.digest(ProgramBytes.encode(candidate)));
    if (rejected.contains(key)) {
      return false;
    }
    executions++;
    Optional<Finding> shown = show(runner, candidate, fingerprint);
    if (shown.isEmpty()) {
      rejected.add(key);
      return false;
    }
    best = candidate;
    finding = shown.get();
    accepted++;
    return true;
  }

  boolean accept(List<Operation> operations) {
    return accept(new Program(best.header(), operations));
  }

  boolean accept(Header header) {
    return accept(new Program(header, best.operations()));
  }

  /** Tries without the operations from {@code from} up to {@code to}. */
  boolean acceptWithout(int from, int to) {
    List<Operation> rest = new ArrayList<>(operations().subList(0, from));
    rest.addAll(operations().subList(to, size()));
    return accept(rest);
  }

  /** Tries another operation at an index. */
  boolean acceptAt(int index, Operation operation) {
    List<Operation> changed = new ArrayList<>(operations());
    changed.set(index, operation);
    return accept(changed);
  }
}
