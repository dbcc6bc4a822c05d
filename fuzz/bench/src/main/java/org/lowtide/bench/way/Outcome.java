package org.lowtide.bench.way;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.lowtide.fuzz.codec.AtomicFiles;

/**
 * What came of an assignment.
 *
 * @param exposed whether the bug was found
 * @param executions programs run, the last one included
 * @param operations operations run
 * @param cpuMillis the processor time until then, in milliseconds
 * @param finding the kind of what was found; empty where nothing was
 */
public record Outcome(boolean exposed, long executions, long operations, long cpuMillis, String finding) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads one.
   *
   * @param file what an assignment wrote
   * @return the outcome
   * @throws IOException where it cannot be read
   */
  public static Outcome read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Outcome.class);
  }

  /** Writes it and ends the JVM. */
  void end(Path file) {
    try {
      AtomicFiles.write(file, JSON.writeValueAsBytes(this));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().halt(0); // a subject may have left threads behind
  }
}
