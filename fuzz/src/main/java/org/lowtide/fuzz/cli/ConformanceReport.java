package org.lowtide.fuzz.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.conformance.CaseResult;
import org.lowtide.fuzz.conformance.Conformance;
import org.lowtide.fuzz.conformance.Difference;
import org.lowtide.fuzz.repro.ReproduceLine;

/** Prints a line for each case that failed, and keeps what is to be told at the end. */
final class ConformanceReport implements Conformance.Visitor {

  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final PrintWriter out;
  private final PrintWriter err;
  private final String oldMemory;
  private final ReproduceLine reproduce;
  private final List<Failure> failures = new ArrayList<>();
  private final List<Unsupported> unsupported = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private long passed;

  /** Makes a report; a deviation of the old memory is shown again by a line of that form. */
  ConformanceReport(PrintWriter out, PrintWriter err, String oldMemory, ReproduceLine reproduce) {
    this.out = out;
    this.err = err;
    this.oldMemory = oldMemory;
    this.reproduce = reproduce;
  }

  @Override
  public void ended(CaseResult result) {
    String why = result.unsupported();
    if (result.passed()) {
      passed++;
    } else if (why != null) {
      unsupported.add(new Unsupported(result.name(), why));
    } else {
      Difference first = result.differences().getFirst();
      int more = result.differences().size() - 1;
      out.println(
          "FAILED " + Names.printable(result.name()) + ": " + Names.printable(first.toString())
              + (more == 0 ? "" : " (and " + more + " more)"));
      Path program = first.program();
      String line = program == null ? null : reproduce.text(program.toString(), oldMemory);
      if (line != null) {
        out.println("  reproduce  " + line);
      }
      failures.add(new Failure(result.name(), first.what(), first.expected(), first.observed(), more, line));
    }
  }

  @Override
  public void problem(String problem) {
    String line = Names.printable(problem);
    err.println("lowtide: " + line);
    problems.add(line);
  }

  String summary() {
    return passed + " passed, " + failures.size() + " failed, " + unsupported.size() + " unsupported";
  }

  int exitCode() {
    if (!failures.isEmpty()) {
      return ExitCode.FINDING;
    }
    return problems.isEmpty() ? ExitCode.CLEAN : ExitCode.USAGE;
  }

  void write(Path file, String memory, String allocator, double seconds) throws IOException {
    Result result =
        new Result(
            VERSION, memory, allocator, seconds, passed, failures.size(), unsupported.size(), failures, unsupported,
            problems);
    AtomicFiles.write(file, JSON.writeValueAsString(result) + "\n");
  }

  @JsonPropertyOrder({"case", "what", "expected", "observed", "more", "reproduce"})
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Failure(
      @JsonProperty("case") String name,
      String what,
      String expected,
      String observed,
      int more,
      @Nullable String reproduce) {}

  @JsonPropertyOrder({"case", "why"})
  private record Unsupported(@JsonProperty("case") String name, String why) {}

  @JsonPropertyOrder({
      "version", "memory", "allocator", "seconds", "passed", "failed", "unsupported", "failures", "unsupportedCases",
      "problems"})
  private record Result(
      int version,
      String memory,
      String allocator,
      double seconds,
      long passed,
      int failed,
      int unsupported,
      List<Failure> failures,
      List<Unsupported> unsupportedCases,
      List<String> problems) {}
}
