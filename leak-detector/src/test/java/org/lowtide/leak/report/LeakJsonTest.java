package org.lowtide.leak.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowtide.leak.LeakReport;

/** Reports as JSON: they keep the schema, and say what the report says. */
final class LeakJsonTest {

  @TempDir
  private Path folder;

  @Test
  void keepsTheSchema() throws IOException {
    assertThat(JsonSchemas.problemsOfLeaks(LeakJson.of(Reports.all(folder)))).isEmpty();
    assertThat(JsonSchemas.problemsOfLeaks(LeakJson.of(List.of()))).isEmpty();
  }

  @Test
  void theSchemaIsOneThatCanFail() throws IOException {
    String json = LeakJson.of(Reports.all(folder));
    assertThat(JsonSchemas.problemsOfLeaks(json.replaceFirst("\"fingerprint\" : \"", "$0x"))).isNotEmpty();
    assertThat(JsonSchemas.problemsOfLeaks(json.replaceFirst("\"fingerprint\"", "\"finger\""))).isNotEmpty();
    assertThat(JsonSchemas.problemsOfLeaks(json.replace("2027-03-31", "2027-02-30"))).isNotEmpty();
    assertThat(JsonSchemas.problemsOfLeaks("{}")).hasSize(6);
  }

  @Test
  void saysWhatTheReportSays() throws IOException {
    List<LeakReport> reports = Reports.all(folder);
    JsonNode json = new ObjectMapper().readTree(LeakJson.of(reports));
    assertThat(json.path("leakedBytes").asLong()).isEqualTo(67);
    assertThat(json.path("suppressedBlocks").asLong()).isEqualTo(2);
    JsonNode both = json.path("reports").path(0);
    assertThat(both.path("name").asText()).isEqualTo("both \u00e9 \"");
    JsonNode leak = both.path("leaks").path(0);
    assertThat(leak.path("fingerprint").asText()).isEqualTo(reports.getFirst().sites().getFirst().fingerprint());
    assertThat(leak.path("bytes").asLong()).isEqualTo(64);
    assertThat(leak.path("stack").path(0).path("class").asText()).isEqualTo(Reports.class.getName());
    assertThat(leak.path("stack").path(0).path("file").asText()).isEqualTo("Reports.java");
    JsonNode suppressed = both.path("suppressed").path(0);
    assertThat(suppressed.path("blocks").asLong()).isEqualTo(2);
    assertThat(suppressed.path("suppression").path("reason").asText()).isEqualTo("goes with \"it\"");
    assertThat(suppressed.path("suppression").path("expires").asText()).isEqualTo("2027-03-31");
    assertThat(json.path("reports").path(1).path("bytesWithoutPlace").asLong()).isEqualTo(3);
    JsonNode arena = json.path("reports").path(3).path("leaks").path(0);
    assertThat(json.path("reports").path(3).path("level").asText()).isEqualTo("HISTORY");
    assertThat(arena.path("bytes").asLong()).isZero();
    assertThat(arena.path("notes").path(0).asText()).contains("a shared arena never closed");
    assertThat(arena.path("history").path(0).path("kind").asText()).isEqualTo("ALLOCATED");
    assertThat(arena.path("history").path(0).path("stack").path(0).path("class").asText())
        .isEqualTo(Reports.class.getName());
  }

  @Test
  void theSameReportsGiveTheSameBytesInAWholeFile() throws IOException {
    Path file = folder.resolve("new").resolve("leaks.json");
    List<LeakReport> reports = Reports.all(folder);
    LeakJson.write(file, reports);
    LeakJson.write(file, reports);
    assertThat(file).hasContent(LeakJson.of(reports));
    assertThat(Files.readString(file)).endsWith("}\n").doesNotContain("\r");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }
}
