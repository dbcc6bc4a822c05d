package org.lowtide.leak.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.lowtide.leak.BlockEvent;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.LeakSite;
import org.lowtide.leak.SuppressedSite;
import org.lowtide.leak.Suppression;
import org.lowtide.leak.internal.WholeFiles;

/**
 * Leak reports as JSON; the schema is {@code docs/leaks.schema.json}. The same reports give the same bytes.
 *
 * <p>Thread-safe. Needs {@code com.fasterxml.jackson.core:jackson-core} on the class path or the module path.
 */
public final class LeakJson {

  private static final int VERSION = 1;

  private LeakJson() {}

  /**
   * Writes a file, under another name and then moved: it is whole or not there.
   *
   * @param file where to; what is there is replaced, missing folders are made
   * @param reports in the order to write; empty ones are written too
   * @throws IOException where it cannot be written; then {@code file} is what it was
   */
  public static void write(Path file, Collection<LeakReport> reports) throws IOException {
    WholeFiles.write(file, of(reports));
  }

  /**
   * The text that {@link #write} writes.
   *
   * @param reports in the order to write; empty ones are written too
   * @return a JSON object and a line break
   */
  public static String of(Collection<LeakReport> reports) {
    JsonText json = new JsonText();
    return json.document(() -> {
      json.field("version", VERSION);
      json.field("leakedBytes", reports.stream().mapToLong(LeakReport::leakedBytes).sum());
      json.field("leakedBlocks", reports.stream().mapToLong(LeakReport::leakedBlocks).sum());
      json.field("suppressedBytes", reports.stream().mapToLong(LeakReport::suppressedBytes).sum());
      json.field("suppressedBlocks", reports.stream().mapToLong(LeakReport::suppressedBlocks).sum());
      json.objects("reports", List.copyOf(reports), report -> report(json, report));
    });
  }

  private static void report(JsonText json, LeakReport report) throws IOException {
    json.field("name", report.name());
    json.field("level", report.level().name());
    json.field("leakedBytes", report.leakedBytes());
    json.field("leakedBlocks", report.leakedBlocks());
    json.field("suppressedBytes", report.suppressedBytes());
    json.field("suppressedBlocks", report.suppressedBlocks());
    json.field("bytesWithoutPlace", report.bytesWithoutSite());
    json.field("blocksWithoutPlace", report.blocksWithoutSite());
    json.objects("leaks", report.sites(), site -> site(json, site));
    json.objects("suppressed", report.suppressedSites(), suppressed -> suppressed(json, suppressed));
  }

  private static void suppressed(JsonText json, SuppressedSite suppressed) throws IOException {
    Suppression entry = suppressed.suppression();
    site(json, suppressed.site());
    json.object("suppression", () -> {
      json.field("source", entry.source());
      json.field("pattern", entry.pattern());
      json.field("expires", entry.expires().toString());
      json.field("reason", entry.reason());
    });
  }

  private static void site(JsonText json, LeakSite site) throws IOException {
    json.field("fingerprint", site.fingerprint());
    json.field("bytes", site.bytes());
    json.field("blocks", site.blocks());
    json.field("firstAllocation", site.firstOrdinal());
    json.objects("stack", site.frames(), frame -> frame(json, frame));
    json.strings("notes", site.notes());
    json.objects("history", site.history(), event -> event(json, event));
    json.field("droppedEvents", site.droppedEvents());
  }

  private static void event(JsonText json, BlockEvent event) throws IOException {
    json.field("kind", event.kind().name());
    json.field("number", event.number());
    json.field("thread", event.thread());
    json.field("note", event.note());
    json.objects("stack", event.frames(), frame -> frame(json, frame));
  }

  private static void frame(JsonText json, StackTraceElement frame) throws IOException {
    json.field("class", frame.getClassName());
    json.field("method", frame.getMethodName());
    String file = frame.getFileName();
    if (file != null) {
      json.field("file", file);
    }
    if (frame.getLineNumber() > 0) {
      json.field("line", frame.getLineNumber());
    }
  }
}
