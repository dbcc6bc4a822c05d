package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs, each of which starts JVMs of its own. */
@Timeout(120)
final class FuzzCommandTest {

  @TempDir
  private Path temp = Path.of("");

  private Providers providers() throws IOException {
    return new Providers(Files.createDirectory(temp.resolve("classes")));
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  @ParameterizedTest
  @CsvSource({
      "LEAKS_ON_EVERY_THIRD_REVERT, LEAK, false",
      "SHOWS_STALE_BYTES, DIRTY_READ, false",
      "LOSES_A_BLOCK_WHEN_AN_ALLOCATION_FAILS, LEAK, true"
  })
  void aPlantedFaultIsFoundShrunkAndReproduced(String planted, String kind, boolean inJar) throws IOException {
    Providers providers =
        providers()
            .opening(
                "Theirs",
                "return org.lowtide.fuzz.planted.PlantedMemory." + planted + ".open(allocator, capacity, limit);");
    Path path = inJar ? providers.jar(temp.resolve("theirs.jar")) : providers.folder();
    Path json = temp.resolve("result.json");
    Path out = temp.resolve("out");

    Ran ran =
        Ran.of("fuzz", "--runs", 4000, "--seed", 7, "--subjects", "theirs", "--subject-path", path, "--out", out,
            "--json", json).exits(ExitCode.FINDING);

    JsonNode finding = Ran.findings(json).getFirst();
    assertThat(finding.get("kind").asText()).isEqualTo(kind);
    assertThat(finding.get("operations").asInt()).isLessThanOrEqualTo(6);
    assertThat(Path.of(finding.get("program").asText())).exists().hasParent(out);
    assertThat(out).isDirectoryContaining("glob:**.report.txt").isDirectoryContaining("glob:**.java");
    assertThat(ran.out())
        .containsPattern("found " + kind + " in theirs after [0-9,]+ execution")
        .contains("[" + finding.get("fingerprint").asText() + "]", "    lowtide program 1", "<-- fails here");
    assertThat(Ran.pasted(finding).exits(ExitCode.FINDING).out())
        .contains("[" + finding.get("fingerprint").asText() + "]");
  }

  @Test
  void theSameSeedGivesTheSameFindings() throws IOException {
    legacy("one");
    legacy("two");
    assertThat(contents(temp.resolve("two")).keySet()).isEqualTo(contents(temp.resolve("one")).keySet());
    assertThat(programs("two")).isEqualTo(programs("one")).isNotEmpty();
  }

  private Map<String, String> programs(String out) throws IOException {
    Map<String, String> all = contents(temp.resolve(out));
    all.keySet().removeIf(name -> !name.endsWith(".lowtide"));
    return all;
  }

  private Ran legacy(String out) {
    return Ran
        .of("fuzz", "--runs", 2000, "--seed", 7, "--subjects", "legacy", "--no-ledger", "--keep-going", 20, "--out",
            temp.resolve(out))
        .exits(ExitCode.FINDING);
  }

  @Test
  void aCorpusIsMadeExtendedAndNeverChanged() throws IOException {
    Path corpus = temp.resolve("made/corpus");
    String run = "fuzz --runs 600 --seed 3 --subjects arena --out " + temp.resolve("out") + " --corpus ";
    Ran first = Ran.of((Object[]) (run + corpus).split(" ")).exits(ExitCode.CLEAN);
    assertThat(first.err()).isEmpty();
    // 600 after the corpus, a quarter of them at random; the guided phase starts from the corpus once more.
    assertThat(first.out()).containsPattern("[0-9,]+ executions \\(2[0-9]{2} random, [56][0-9]{2} guided\\)");
    assertThat(temp.resolve("out")).doesNotExist();
    Files.writeString(corpus.resolve("bad.txt"), "lowtide program 1\nfrobnicate\n");
    Files.write(corpus.resolve("long.lowtide"), new byte[100_000]);
    Map<String, String> before = contents(corpus);
    assertThat(before.size()).isGreaterThan(3);

    Ran second = Ran.of((Object[]) (run + corpus).replace("--seed 3", "--seed 4").split(" ")).exits(ExitCode.CLEAN);
    assertThat(contents(corpus)).containsAllEntriesOf(before);
    assertThat(contents(corpus).size()).isGreaterThan(before.size());
    assertThat(second.err().lines()).hasSize(2);
    assertThat(second.err()).contains("bad.txt: line 2: ", "1 programs of the corpus are above 4096 bytes");
  }
}
