package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowtide.fuzz.exec.Pass;
import org.lowtide.fuzz.planted.HiddenMemory;

/** Each further pass from the option that asks for it to the line that shows its finding again, by every verb that has it. */
@Timeout(120)
final class FuzzPassesTest {

  @TempDir
  private Path temp = Path.of("");

  private JsonNode found(Object... arguments) throws IOException {
    Path json = temp.resolve("result.json");
    List<Object> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--subjects", "theirs", "--out", temp.resolve("out"), "--json", json));
    Ran.of(words.toArray()).exits(ExitCode.FINDING);
    return Ran.findings(json).getFirst();
  }

  private Path classes(HiddenMemory hidden) throws IOException {
    return new Providers(Files.createDirectory(temp.resolve("classes")))
        .opening(
            "Theirs",
            "return org.lowtide.fuzz.planted.HiddenMemory." + hidden.name() + ".open(allocator, capacity, limit);")
        .folder();
  }

  private static void isOf(HiddenMemory hidden, JsonNode finding) {
    assertThat(finding.get("kind").asText()).isEqualTo(hidden.kind.name());
    assertThat(finding.get("rule").asText()).isEqualTo(hidden.rule.name());
  }

  private static void showsAgain(JsonNode finding) {
    assertThat(Ran.pasted(finding).exits(ExitCode.FINDING).out())
        .contains("[" + finding.get("fingerprint").asText() + "]");
  }

  /** One of each pass: what differs by where an object is, what is read of a fresh block, and where an allocation leaked. */
  @ParameterizedTest
  @EnumSource(names = {"KNOWS_ITS_IDENTITY", "READS_A_HINT", "FAILURE_LEAKS"})
  void aCampaignFindsItAndItsLineShowsItAgain(HiddenMemory hidden) throws IOException {
    JsonNode finding =
        found("fuzz", hidden.pass.option(), "--runs", 400, "--seed", 7, "--subject-path", classes(hidden));
    isOf(hidden, finding);
    String line = finding.get("reproduce").asText();
    assertThat(line.endsWith(" " + hidden.pass.option())).as(line).isEqualTo(hidden.pass != Pass.FAULTS);
    showsAgain(finding);
  }

  @ParameterizedTest
  @EnumSource(names = {"COUNTS_MEMORIES", "READS_A_FLAG", "FAILURE_CHANGES_A_BYTE"})
  void replayFindsItAndItsLineShowsItAgain(HiddenMemory hidden) throws IOException {
    Path program = Files.writeString(temp.resolve("hidden.txt"), "lowtide program 1\n" + hidden.operations);
    Path classes = classes(hidden);
    Ran.of("replay", program, "--subjects", "theirs", "--subject-path", classes).exits(ExitCode.CLEAN);
    JsonNode finding = found("replay", program, hidden.pass.option(), "--subject-path", classes);
    isOf(hidden, finding);
    showsAgain(finding);
  }

  /** After one operation, which is the longest that is run. */
  @ParameterizedTest
  @EnumSource(names = {"COUNTS_MEMORIES", "READS_A_FLAG"})
  void exhaustingFindsItAndItsLineShowsItAgain(HiddenMemory hidden) throws IOException {
    JsonNode finding = found("exhaust", hidden.pass.option(), "--operations", 1, "--subject-path", classes(hidden));
    isOf(hidden, finding);
    showsAgain(finding);
  }

  /** Over letters that arm nothing. */
  @Test
  void exhaustingFailsAllocationsToo() throws IOException {
    HiddenMemory hidden = HiddenMemory.FAILURE_LEAKS;
    Path letters = Files.writeString(temp.resolve("letters.txt"), "lowtide program 1\n" + hidden.operations);
    Path classes = classes(hidden);
    Ran.of("exhaust", "--operations", 2, "--alphabet", letters, "--subjects", "theirs", "--subject-path", classes)
        .exits(ExitCode.CLEAN);
    JsonNode finding =
        found("exhaust", "--faults", "--operations", 2, "--alphabet", letters, "--subject-path", classes);
    isOf(hidden, finding);
    assertThat(finding.get("listing").toString()).contains("armFailure ");
    showsAgain(finding);
  }

  @ParameterizedTest
  @EnumSource(names = {"COUNTS_MEMORIES", "READS_A_FLAG"})
  void minimizingKeepsItAndItsLineShowsItAgain(HiddenMemory hidden) throws IOException {
    Path program =
        Files.writeString(temp.resolve("long.txt"), "lowtide program 1\nnewChild\nisEmpty\n" + hidden.operations);
    Ran ran =
        Ran.of("minimize", program, "--subjects", "theirs", "--subject-path", classes(hidden), hidden.pass.option(),
            "--out", temp.resolve("out")).exits(ExitCode.FINDING);
    assertThat(ran.out()).containsPattern("3 operations to [01], ");
    List<String> words =
        List.of(ran.out().lines().filter(line -> line.contains("./lowtide replay")).findFirst().orElseThrow().strip()
            .split(" +"));
    Ran again = Ran.of(words.subList(2, words.size()).toArray()).exits(ExitCode.FINDING); // without reproduce ./lowtide
    assertThat(again.out()).contains(hidden.kind + " in theirs");
  }

  @Test
  void aPoolThatDiffersFromRunToRunIsFoundToo() throws IOException {
    Path classes =
        new Providers(Files.createDirectory(temp.resolve("classes")))
            .openingPools(
                "Theirs",
                """
                org.lowtide.alloc.Pool pool = new org.lowtide.alloc.HeapAllocatorProvider().open(upstream, limit);
                org.lowtide.alloc.Block own = upstream.allocate(1 + System.nanoTime() % 1000);
                return new org.lowtide.alloc.Pool() {
                  @Override public org.lowtide.alloc.Block allocate(long size) { return pool.allocate(size); }
                  @Override public void close() { pool.close(); own.close(); }
                };
                """)
            .folder();
    JsonNode finding =
        found("exhaust", "--target", "allocator", "--twice", "--operations", 1, "--subject-path", classes);
    assertThat(finding.get("kind").asText()).isEqualTo("NONDETERMINISM");
    assertThat(finding.get("rule").asText()).isEqualTo("A15");
    showsAgain(finding);
  }
}
