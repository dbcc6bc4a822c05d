package org.lowtide.fuzz.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.vm.MemoryMode;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.TransactionResult;

/**
 * Runs vectors and compares what comes out with what they say.
 *
 * <p>A case passes where gas, output, logs and every account are as the vector says, no byte is live after it, and in
 * shadow mode the two memories agreed all along. Thread rule: confined to one thread.
 */
public final class Conformance {

  private final MachineMaker machines;
  private final @Nullable ProgramFolder programs;
  private final @Nullable ProgramFolder deviations;
  private final @Nullable TimedCases timed;

  /**
   * Makes a run.
   *
   * @param blocks where the bytes of all machines come from
   * @param memory what they run on
   */
  public Conformance(Allocator blocks, MemoryMode memory) {
    this(new MachineMaker(blocks, memory, null));
  }

  /**
   * Makes a run with a memory of one's own, or one that writes programs.
   *
   * @param blocks where the bytes of all machines come from
   * @param memory what they run on
   * @param oldMemory what the settings legacy and shadow run on besides the arena
   * @param record the folder that what each transaction does to its memory is written to as a program, which {@code
   *     ./lowtide replay} runs, made where it is missing; null for none
   * @param out the folder that the program of a deviation of the two memories is written to
   */
  public Conformance(Allocator blocks, MemoryMode memory, MemoryProvider oldMemory, @Nullable Path record, Path out) {
    this(
        new MachineMaker(blocks, memory, oldMemory), record == null ? null : new ProgramFolder(record),
        new ProgramFolder(out), null);
  }

  Conformance(MachineMaker machines) {
    this(machines, null, null, null);
  }

  private Conformance(
      MachineMaker machines, @Nullable ProgramFolder programs, @Nullable ProgramFolder deviations,
      @Nullable TimedCases timed) {
    this.machines = machines;
    this.programs = programs;
    this.deviations = deviations;
    this.timed = timed;
  }

  /**
   * The same run with a limit of time. Each case is run on a thread of its own; that of one which does not end is left
   * behind, and keeps a core busy until the JVM exits.
   *
   * @param caseTime how long a case may take before it has failed, more than none
   * @return the run
   * @throws IllegalArgumentException where {@code caseTime} is not positive
   */
  public Conformance within(Duration caseTime) {
    if (!caseTime.isPositive()) {
      throw new IllegalArgumentException("caseTime must be positive, was " + caseTime);
    }
    return new Conformance(machines, programs, deviations, new TimedCases(caseTime));
  }

  /**
   * How many programs were written.
   *
   * @return 0 where none are recorded; a transaction that left its memory alone has none
   */
  public int recorded() {
    return programs == null ? 0 : programs.written();
  }

  private MachineMaker machines(String name) {
    ProgramFolder folder = programs;
    ProgramFolder deviating = deviations;
    MachineMaker named =
        deviating == null ? machines : machines.reportingTo(program -> deviating.write(name, program));
    return folder == null ? named : named.recordingTo(program -> folder.write(name, program));
  }

  /**
   * Runs all cases of a file or a folder.
   *
   * @param path a file, whatever its name; or a folder, of which all files are read that end in {@code .json} or
   *     {@code .json.gz}
   * @param visitor what is told of each case and each problem
   * @throws IOException where there is nothing at the path
   */
  public void run(Path path, Visitor visitor) throws IOException {
    VectorFiles.read(path, visiting(visitor));
  }

  /**
   * Runs all cases of a stream.
   *
   * @param name how results name it
   * @param in JSON, not packed
   * @param visitor what is told of each case and each problem
   * @throws IOException where it cannot be read
   */
  public void run(String name, InputStream in, Visitor visitor) throws IOException {
    VectorFiles.read(name, in, visiting(visitor));
  }

  private VectorFiles.Visitor visiting(Visitor visitor) {
    return new VectorFiles.Visitor() {
      @Override
      public void vector(String name, Json vector) {
        try {
          visitor.ended(timed == null ? runCase(name, vector) : timed.run(name, () -> runCase(name, vector)));
        } catch (VectorException e) {
          visitor.problem(String.valueOf(e.getMessage()));
        }
      }

      @Override
      public void problem(String problem) {
        visitor.problem(problem);
      }
    };
  }

  private CaseResult runCase(String name, Json vector) throws VectorException {
    List<Difference> differences = new ArrayList<>();
    List<TransactionResult> results;
    try {
      if (FrameCase.is(vector)) {
        Schedule schedule = FrameCase.schedule(vector);
        if (schedule == null) {
          return unknownNetwork(name, vector);
        }
        results = List.of(FrameCase.run(vector, schedule, machines(name), differences));
      } else if (BlockCase.is(vector)) {
        Schedule schedule = BlockCase.schedule(vector);
        if (schedule == null) {
          return unknownNetwork(name, vector);
        }
        String unsupported = BlockCase.unsupported(vector);
        if (unsupported != null) {
          return CaseResult.unsupported(name, unsupported);
        }
        results = BlockCase.run(vector, schedule, machines(name), differences);
      } else if (vector.has("transaction") && vector.has("post")) {
        return CaseResult.unsupported(name, "a state test, whose outcome is a hash of the state");
      } else {
        throw vector.error("must have the field exec (one frame) or blocks");
      }
    } catch (UncheckedIOException e) { // a program could not be written: no fault of the case
      throw e;
    } catch (RuntimeException e) { // the machine promises to throw none
      return new CaseResult(name, List.of(new Difference("exception", "none", e.toString())), null);
    }
    return result(name, results, differences);
  }

  private static CaseResult unknownNetwork(String name, Json vector) throws VectorException {
    return CaseResult.unsupported(name, "the network " + vector.at("network").text());
  }

  /** A case that met what the machine has not says nothing of its outcome; but a leak is one, and a deviation too. */
  private static CaseResult result(String name, List<TransactionResult> results, List<Difference> differences) {
    SortedSet<Long> missing = new TreeSet<>();
    results.forEach(result -> missing.addAll(result.unsupported()));
    if (missing.isEmpty()) {
      return new CaseResult(name, differences, null);
    }
    List<Difference> ownFaults = differences.stream().filter(Difference::ofMemory).toList();
    return ownFaults.isEmpty()
        ? CaseResult.unsupported(name, "the precompiled contracts " + missing)
        : new CaseResult(name, ownFaults, null);
  }

  /** What is told of cases as they end. */
  public interface Visitor {

    /**
     * A case has ended.
     *
     * @param result what it came to
     */
    void ended(CaseResult result);

    /**
     * A file or a case cannot be read; the rest is run all the same.
     *
     * @param problem one line: the file, the place and the rule
     */
    void problem(String problem);
  }
}
