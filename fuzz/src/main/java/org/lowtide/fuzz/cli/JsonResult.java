package org.lowtide.fuzz.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.repro.FindingRecord;

/** The result of a run as {@code --json} writes it; the schema is {@code docs/findings.schema.json}. */
@JsonPropertyOrder({"version", "executions", "operations", "seconds", "findings"})
record JsonResult(int version, long executions, long operations, double seconds, List<FindingRecord> findings) {

  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  static JsonResult of(long executions, long operations, double seconds, List<FindingRecord> findings) {
    return new JsonResult(VERSION, executions, operations, seconds, findings);
  }

  void write(Path file) throws IOException {
    AtomicFiles.write(file, JSON.writeValueAsString(this) + "\n");
  }
}
