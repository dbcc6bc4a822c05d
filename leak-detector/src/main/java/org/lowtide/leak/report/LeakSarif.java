package org.lowtide.leak.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.internal.WholeFiles;

/**
 * Leak reports as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code scanning services and editors read. The same
 * reports give the same bytes.
 *
 * <p>Each place is a result of the rule {@code lowtide/leak}: its location is the frame that allocated, its stack the
 * frames of the report, its partial fingerprint {@value #FINGERPRINT} that of {@link
 * org.lowtide.leak.LeakSite#fingerprint()}. A suppressed one has a {@code suppressions} object of kind {@code external}
 * with the reason. Blocks whose place was not recorded are one result of the rule {@code lowtide/leak-without-place} for
 * each report.
 *
 * <p>Thread-safe. Needs {@code com.fasterxml.jackson.core:jackson-core} on the class path or the module path.
 */
public final class LeakSarif {

  /** The key of the partial fingerprint. */
  public static final String FINGERPRINT = "lowtideLeak/v1";

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  private static final String VERSION = "2.1.0";

  private LeakSarif() {}

  /**
   * Writes a file, under another name and then moved: it is whole or not there.
   *
   * @param file where to; what is there is replaced, missing folders are made
   * @param reports in the order to write
   * @param sourceFolders where to look for the sources of frames, such as {@code src/main/java}; relative ones, from the
   *     current folder, give relative URIs
   * @throws IOException where it cannot be written; then {@code file} is what it was
   */
  public static void write(Path file, Collection<LeakReport> reports, Path... sourceFolders) throws IOException {
    WholeFiles.write(file, of(reports, sourceFolders));
  }

  /**
   * The text that {@link #write} writes.
   *
   * @param reports in the order to write
   * @param sourceFolders where to look for the sources of frames, such as {@code src/main/java}; relative ones, from the
   *     current folder, give relative URIs. A source that none of them has is named by its package and file, like
   *     {@code com/example/Pool.java}
   * @return a SARIF log with one run, and a line break
   */
  public static String of(Collection<LeakReport> reports, Path... sourceFolders) {
    JsonText json = new JsonText();
    SarifResults results = new SarifResults(json, new SourceFolders(List.of(sourceFolders)));
    return json.document(() -> {
      json.field("$schema", SCHEMA);
      json.field("version", VERSION);
      json.objects("runs", List.of(reports), run -> {
        json.object("tool", () -> json.object("driver", () -> {
          json.field("name", "Lowtide");
          json.objects("rules", List.of(SarifRule.values()), rule -> rule.write(json));
        }));
        json.field("columnKind", "utf16CodeUnits");
        results.write(run);
      });
    });
  }
}
