package org.lowtide.fuzz.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.repro.FindingRecord;

/** The result of a run as {@code --json} writes it; the schema is {@code docs/findings.schema.json}. */
@JsonPropertyOrder({"version", "executions", "operations", "seconds", "findings", "exhausted"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record JsonResult(
    int version,
    long executions,
    long operations,
    double seconds,
    List<FindingRecord> findings,
    @Nullable List<ExhaustedSubject> exhausted) {

  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  static JsonResult of(long executions, long operations, double seconds, List<FindingRecord> findings) {
    return new JsonResult(VERSION, executions, operations, seconds, findings, null);
  }

  /** The same with what was covered, subject by subject. */
  JsonResult withExhausted(List<ExhaustedSubject> covered) {
    return new JsonResult(version, executions, operations, seconds, findings, covered);
  }

  void write(Path file) throws IOException {
    AtomicFiles.write(file, JSON.writeValueAsString(this) + "\n");
  }
}
