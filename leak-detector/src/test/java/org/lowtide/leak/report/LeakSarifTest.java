package org.lowtide.leak.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.LeakSite;

/** Reports as SARIF: they keep the schema of the standard, and what code scanning needs is there. */
final class LeakSarifTest {

  private static final Path TESTS = Path.of("src", "test", "java");

  @TempDir
  private Path folder;

  @Test
  void keepsTheSchemaOfTheStandard() throws IOException {
    assertThat(JsonSchemas.problemsOfSarif(LeakSarif.of(Reports.all(folder), TESTS))).isEmpty();
    assertThat(JsonSchemas.problemsOfSarif(LeakSarif.of(List.of()))).isEmpty();
  }

  @Test
  void theSchemaIsOneThatCanFail() throws IOException {
    String sarif = LeakSarif.of(Reports.all(folder));
    assertThat(JsonSchemas.problemsOfSarif(sarif.replace("\"external\"", "\"elsewhere\""))).isNotEmpty();
    assertThat(JsonSchemas.problemsOfSarif(sarif.replace("\"driver\"", "\"engine\""))).isNotEmpty();
  }

  @Test
  void aResultHasItsPlaceItsStackAndTheFingerprintOfTheReport() throws IOException {
    List<LeakReport> reports = Reports.all(folder);
    LeakSite site = reports.getFirst().sites().getFirst();
    JsonNode result = results(LeakSarif.of(reports, TESTS)).path(0);
    assertThat(result.path("ruleId").asText()).isEqualTo("lowtide/leak");
    assertThat(result.path("message").path("text").asText()).isEqualTo("Still live: " + site + ", in both \u00e9 \"");
    assertThat(result.path("partialFingerprints").path("lowtideLeak/v1").asText()).isEqualTo(site.fingerprint());
    JsonNode place = result.path("locations").path(0);
    assertThat(place.path("physicalLocation").path("artifactLocation").path("uri").asText())
        .isEqualTo("src/test/java/org/lowtide/leak/report/Reports.java");
    assertThat(place.path("physicalLocation").path("region").path("startLine").asInt())
        .isEqualTo(site.stack().getFirst().getLineNumber());
    assertThat(place.path("logicalLocations").path(0).path("fullyQualifiedName").asText())
        .isEqualTo("org.lowtide.leak.report.Reports.tracker");
    assertThat(result.path("stacks").path(0).path("frames")).hasSameSizeAs(site.frames());
    assertThat(result.path("suppressions").isArray()).isTrue();
    assertThat(result.path("suppressions")).isEmpty();
  }

  @Test
  void aSuppressedResultIsMarkedWithTheReason() throws IOException {
    JsonNode result = results(LeakSarif.of(Reports.all(folder))).path(1);
    JsonNode suppression = result.path("suppressions").path(0);
    assertThat(suppression.path("kind").asText()).isEqualTo("external");
    assertThat(suppression.path("justification").asText())
        .startsWith("goes with \"it\" (until 2027-03-31, ").endsWith("leaks.txt:1)");
    assertThat(result.path("properties").path("bytes").asInt()).isEqualTo(16);
  }

  @Test
  void blocksWithoutAPlaceAreOneResultThatSaysWhichSwitchTells() throws IOException {
    String sarif = LeakSarif.of(Reports.all(folder));
    assertThat(results(sarif)).hasSize(4);
    JsonNode result = results(sarif).path(2);
    assertThat(result.path("ruleId").asText()).isEqualTo("lowtide/leak-without-place");
    assertThat(result.path("message").path("text").asText()).isEqualTo("Still live: bytes 3, blocks 1");
    assertThat(sarif).contains("TrackingLevel.SITES tells where");
  }

  @Test
  void theMessageSaysWhatElseIsKnownOfTheBlocks() throws IOException {
    JsonNode result = results(LeakSarif.of(Reports.all(folder))).path(3);
    assertThat(result.path("message").path("text").asText())
        .startsWith("Still live: 0 bytes in 1 block from ").contains(" (allocation 1 is a shared arena never closed: ");
  }

  @Test
  void aSourceThatNoFolderHasIsNamedByItsPackage() throws IOException {
    assertThat(LeakSarif.of(Reports.all(folder), folder))
        .contains("\"uri\" : \"org/lowtide/leak/report/Reports.java\"");
  }

  @Test
  void theSameReportsGiveTheSameBytesInAWholeFile() throws IOException {
    Path file = folder.resolve("leaks.sarif");
    List<LeakReport> reports = Reports.all(folder);
    LeakSarif.write(file, reports, TESTS);
    assertThat(file).hasContent(LeakSarif.of(reports, TESTS));
  }

  private static JsonNode results(String sarif) throws IOException {
    return new ObjectMapper().readTree(sarif).path("runs").path(0).path("results");
  }
}
