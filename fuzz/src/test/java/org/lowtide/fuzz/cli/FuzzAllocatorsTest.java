package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs about allocators: each verb, from someone's own pool to the line that reproduces its finding. */
@Timeout(120)
final class FuzzAllocatorsTest {

  @TempDir
  private Path temp = Path.of("");

  private Path pools(String type, String open) throws IOException {
    return new Providers(Files.createDirectory(temp.resolve("classes"))).openingPools(type, open).folder();
  }

  private static String planted(String fault) {
    return "return org.lowtide.fuzz.planted.PlantedPool." + fault + ".open(upstream, limit);";
  }

  @ParameterizedTest
  @CsvSource({
      "HANDS_OUT_TWICE_AFTER_A_SECOND_CLOSE, DIVERGENCE, A2, 5",
      "LOSES_A_BLOCK_WHEN_THE_UPSTREAM_FAILS, LEAK, A10, 2"
  })
  void aPlantedFaultIsFoundShrunkAndReproduced(String fault, String kind, String rule, int operations)
      throws IOException {
    Path classes = pools("Theirs", planted(fault));
    Path json = temp.resolve("result.json");
    Path out = temp.resolve("out");

    Ran ran =
        Ran.of("fuzz", "--target", "allocator", "--runs", 2000, "--seed", 7, "--subjects", "theirs", "--subject-path",
            classes, "--out", out, "--json", json).exits(ExitCode.FINDING);

    JsonNode finding = Ran.findings(json).getFirst();
    assertThat(finding.get("kind").asText()).isEqualTo(kind);
    assertThat(finding.get("rule").asText()).isEqualTo(rule);
    assertThat(finding.get("operations").asInt()).isEqualTo(operations);
    String fingerprint = "[" + finding.get("fingerprint").asText() + "]";
    assertThat(ran.out()).contains(fingerprint, "    target allocator", "<-- fails here");
    assertThat(Ran.pasted(finding).exits(ExitCode.FINDING).out()).contains(fingerprint);
    theFilesAreTaken(Path.of(finding.get("program").asText()), classes, fingerprint);
  }

  /** Each of the other verbs takes the program that was written. */
  private void theFilesAreTaken(Path program, Path classes, String fingerprint) throws IOException {
    Path text = temp.resolve("program.txt");
    Ran.of("convert", program, text).exits(ExitCode.CLEAN);
    assertThat(Files.readString(text)).startsWith("lowtide program 1\ntarget allocator\n");
    Path back = temp.resolve("back.lowtide");
    Ran.of("convert", text, back).exits(ExitCode.CLEAN);
    assertThat(back).hasSameBinaryContentAs(program);
    assertThat(Ran.of("show", program).exits(ExitCode.CLEAN).out()).contains("target allocator", " live");
    Ran.of("convert", program, temp.resolve("trace.jsonl")).isRefused("a trace is of a memory, was of an allocator");
    assertThat(
        Ran.of("minimize", text, "--subjects", "theirs", "--subject-path", classes, "--out", temp.resolve("again"))
            .exits(ExitCode.FINDING).out())
        .contains(fingerprint);
    Ran.of("replay", program, "--subjects", "heap,native").exits(ExitCode.CLEAN);
    assertThat(Ran.of("replay", program, "--subjects", "arena").exits(ExitCode.CLEAN).out())
        .contains("1 programs were left out: none of --subjects is what they are about");
    try (Stream<Path> files = Files.list(program.getParent())) {
      Path test = files.filter(file -> file.toString().endsWith(".java")).findFirst().orElseThrow();
      assertThat(Files.readString(test)).contains("target allocator", ".on(\"theirs\")");
    }
  }

  @Test
  void aPoolThatEndsTheJvmIsAFindingAndItsLineShowsItAgain() throws IOException, InterruptedException {
    Path classes =
        pools("Theirs",
            """
            org.lowtide.alloc.Pool pool = new org.lowtide.alloc.HeapAllocatorProvider().open(upstream, limit);
            return new org.lowtide.alloc.Pool() {
              @Override public org.lowtide.alloc.Block allocate(long size) {
                if (size == 4096) { Runtime.getRuntime().halt(9); }
                return pool.allocate(size);
              }
              @Override public void close() { pool.close(); }
            };
            """);
    Path json = temp.resolve("result.json");
    Ran ran =
        Ran.of("fuzz", "--target", "allocator", "--runs", 400, "--subjects", "theirs", "--subject-path", classes,
            "--out", temp.resolve("out"), "--json", json).exits(ExitCode.FINDING);
    assertThat(ran.out()).contains("CRASH in theirs", "the JVM ended with status 9", "A7: ");
    JsonNode finding = Ran.findings(json).getFirst();
    assertThat(Ran.process(Ran.line(finding)).exits(ExitCode.FINDING).out())
        .contains("[" + finding.get("fingerprint").asText() + "]");
  }

  @Test
  void ourOwnShowNothingAndTheListNamesThem() throws IOException {
    Ran.of("fuzz", "--target", "allocator", "--subjects", "heap", "--runs", 400, "--out", temp.resolve("out"))
        .exits(ExitCode.CLEAN);
    assertThat(Ran.of("subjects", "--target", "allocator").exits(ExitCode.CLEAN).out())
        .isEqualTo(
            "heap  org.lowtide.alloc.HeapAllocatorProvider\nnative  org.lowtide.alloc.NativeAllocatorProvider\n");
  }
}
