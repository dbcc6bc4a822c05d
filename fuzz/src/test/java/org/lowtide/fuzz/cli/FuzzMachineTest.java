package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fuzzing the virtual machine from the command line, and recording what it does to its memory. */
@Timeout(300)
final class FuzzMachineTest {

  /** Two words stored and a hash of them, by the rules of Cancun; what comes of it is not asked. */
  private static final String VECTOR = """
      {"hash": {"network": "Cancun", "end": "ANY", "env": {
       "currentCoinbase": "0x00000000000000000000000000000000000000c0", "currentDifficulty": "0x00",
       "currentGasLimit": "0x0f4240", "currentNumber": "0x00", "currentTimestamp": "0x01"},
       "exec": {"address": "0x00000000000000000000000000000000000000c0",
       "caller": "0x00000000000000000000000000000000000000c1", "code": "0x5f3560405260205f20505f5f52", "data": "0x",
       "gas": "0x0186a0", "gasPrice": "0x01", "origin": "0x00000000000000000000000000000000000000c1",
       "value": "0x00"}, "pre": {}}}
      """;

  @TempDir
  private Path temp = Path.of("");

  /** What the last run of {@link #fuzz} printed. */
  private String out = "";

  private Providers providers() throws IOException {
    return new Providers(Files.createDirectory(temp.resolve("classes")));
  }

  /** Fuzzes a memory of theirs as the machine's, and returns what is found. */
  private List<JsonNode> fuzz(Path classes, String folder, Object... more) throws IOException {
    Path json = temp.resolve("result.json");
    List<Object> words =
        new ArrayList<>(
            List.of("fuzz", "--target", "vm", "--seed", 7, "--subjects", "theirs", "--subject-path", classes, "--out",
                temp.resolve(folder), "--json", json));
    words.addAll(List.of(more));
    Ran ran = Ran.of(words.toArray()).exits(ExitCode.FINDING);
    assertThat(ran.out()).contains("fuzzing the virtual machine on arena, theirs, shadow");
    out = ran.out();
    return Ran.findings(json);
  }

  @Test
  void bothPhasesRunAndFindNothingAndTheSameSeedDoesTheSame() throws IOException {
    Map<String, String> first = corpusOfARun("first");
    assertThat(first).isNotEmpty();
    assertThat(corpusOfARun("second")).isEqualTo(first);
  }

  /** What the guided phase keeps: the same twice only where it has done the same. */
  private Map<String, String> corpusOfARun(String name) throws IOException {
    Path json = temp.resolve("result.json");
    Path corpus = temp.resolve(name);
    Ran ran =
        Ran.of("fuzz", "--target", "vm", "--runs", 60, "--seed", 3, "--out", temp.resolve("out"), "--json", json,
            "--corpus", corpus).exits(ExitCode.CLEAN);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).containsPattern("[0-9,]+ executions \\([0-9,]+ random, [1-9][0-9,]* guided\\)")
        .contains("instructions", "no finding");
    assertThat(Ran.findings(json)).isEmpty();
    assertThat(new ObjectMapper().readTree(json.toFile()).path("executions").asInt()).isGreaterThan(60);
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(corpus)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  @Test
  void aFaultOfAMemoryOfTheirsIsFoundShrunkAndReproduced() throws IOException {
    Path classes = providers().opening("Theirs", planted("LEAKS_ON_EVERY_THIRD_REVERT")).folder();
    JsonNode finding = fuzz(classes, "out", "--runs", 400, "--allocator", "native").getFirst();
    assertThat(finding.get("kind").asText()).isEqualTo("LEAK");
    assertThat(finding.get("subject").asText()).isEqualTo("theirs");
    assertThat(finding.get("rule").asText()).isEqualTo("V3");
    assertThat(finding.get("operations").asInt()).isLessThanOrEqualTo(24);
    assertThat(finding.at("/leak/sites/0").asText()).contains("LeakingRevert");
    assertThat(temp.resolve("out/leak-live-bytes-theirs.report.txt")).content()
        .contains(finding.get("reproduce").asText(), "LeakingRevert");
    Ran ran = Ran.pasted(finding).exits(ExitCode.FINDING);
    assertThat(ran.out()).contains("memory legacy, allocator native", "live bytes: expected 0, observed ");
  }

  @Test
  void aMemoryThatHangsIsAFindingAndTheRunGoesOn() throws IOException {
    Path classes = providers().misbehaving("Theirs", "if (call.equals(\"copy\")) { while (true) { } }").folder();
    System.setProperty("lowtide.fuzz.stall-millis", "1000");
    System.setProperty("lowtide.fuzz.phases", "random");
    System.setProperty("lowtide.fuzz.corpus", "none");
    try {
      List<JsonNode> findings = fuzz(classes, "out", "--runs", 400, "--keep-going", 2);
      // On a busy machine another memory may seem to hang too, so there may be more.
      assertThat(findings).isNotEmpty().allMatch(each -> each.get("kind").asText().equals("HANG"));
      assertThat(findings).extracting(each -> each.get("subject").asText()).contains("theirs");
      Matcher met = Pattern.compile("found HANG in theirs after ([0-9]+) executions").matcher(out);
      assertThat(met.find()).isTrue();
      JsonNode run = new ObjectMapper().readTree(temp.resolve("result.json").toFile());
      assertThat(run.path("executions").asInt()).isGreaterThan(Integer.parseInt(met.group(1)));
      assertThat(findings.getFirst().get("observed").asText()).contains("has not come back after");
      assertThat(temp.resolve("out")).isDirectoryContaining("glob:**hang-time-theirs.json");
    } finally {
      List.of("stall-millis", "phases", "corpus").forEach(name -> System.clearProperty("lowtide.fuzz." + name));
    }
  }

  @Test
  void aMemoryThatEndsTheJvmIsAFindingAndTheCulpritIsTold() throws IOException {
    Path classes =
        providers().misbehaving("Theirs", "if (call.equals(\"setByte\")) { Runtime.getRuntime().halt(9); }").folder();
    JsonNode finding = fuzz(classes, "out", "--runs", 400).getFirst();
    assertThat(finding.get("kind").asText()).isEqualTo("CRASH");
    assertThat(finding.get("subject").asText()).isEqualTo("theirs");
    assertThat(finding.get("observed").asText()).contains("the JVM ended with status 9");
    assertThat(Path.of(finding.get("program").asText())).exists().hasParent(temp.resolve("out"));
  }

  private static String planted(String name) {
    return "return org.lowtide.fuzz.planted.PlantedMemory." + name + ".open(allocator, capacity, limit);";
  }

  @Test
  void whatIsNotOneMemoryIsRefused() {
    Ran.of("fuzz", "--target", "vm", "--subjects", "arena").isRefused("--subjects must name the one memory");
    Ran.of("fuzz", "--target", "vm", "--subjects", "legacy,arena").isRefused("was 'legacy,arena'");
    Ran.of("fuzz", "--target", "vm", "--subjects", "nobody").isRefused("unknown subject 'nobody'; known are arena");
    Ran.of("fuzz", "--target", "vm", "--no-ledger").isRefused("--no-ledger");
  }

  @Test
  void whatATransactionDoesToItsMemoryIsRecordedAndReplayed() throws IOException {
    Path file = Files.writeString(temp.resolve("hash.json"), VECTOR);
    Path programs = temp.resolve("programs");
    Ran ran = Ran.of("conformance", file, "--memory", "shadow", "--record", programs).exits(ExitCode.CLEAN);
    assertThat(ran.out()).contains("1 program written to " + programs, "1 passed, 0 failed, 0 unsupported");
    assertThat(programs.resolve("hash-0.txt")).content().startsWith("lowtide program 1\n")
        .contains("ensureCapacity 96", "setWord 64 ", "getSlice 0 32");
    assertThat(Ran.of("replay", programs).exits(ExitCode.CLEAN).out()).contains("1 passed, 0 failed");
  }

  @Test
  void aDeviationOfTheTwoMemoriesIsWrittenAsAProgramThatShowsItAgain() throws IOException {
    Path classes =
        providers()
            .misbehaving(
                "Theirs",
                "if (call.equals(\"setWord\")) { throw new org.lowtide.memory.MemoryException("
                    + "org.lowtide.memory.MemoryException.Kind.INVALID_SIZE, \"planted\"); }")
            .folder();
    Path file = Files.writeString(temp.resolve("hash.json"), VECTOR);
    Path json = temp.resolve("result.json");
    Ran ran =
        Ran.of("conformance", file, "--memory", "shadow", "--subject-path", classes, "--out", temp.resolve("out"),
            "--json", json).exits(ExitCode.FINDING);
    assertThat(ran.out()).contains("memory, outcome after 2 operations: expected success (0), observed INVALID_SIZE");
    assertThat(temp.resolve("out/hash-0.txt")).content().startsWith("lowtide program 1\n").contains("setWord 64 ");
    JsonNode failure = new ObjectMapper().readTree(json.toFile()).at("/failures/0");
    assertThat(ran.out()).contains("  reproduce  " + failure.get("reproduce").asText());
    assertThat(Ran.pasted(failure).exits(ExitCode.FINDING).out()).contains("in theirs");
  }

  @Test
  void whatAVectorOfOursLeavesToTheMachineIsChecked() throws IOException {
    Path file = Files.writeString(temp.resolve("wrong.json"), VECTOR.replace("\"ANY\"", "\"SOMEHOW\""));
    Ran.of("conformance", file).isRefused("hash.end must be SUCCEEDED, REVERTED, HALTED or ANY, was 'SOMEHOW'");
    Path limited = Files.writeString(
        temp.resolve("limited.json"),
        VECTOR.replace("\"ANY\"", "\"SUCCEEDED\", \"memoryLimit\": \"0x5f\", \"post\": {}"));
    assertThat(Ran.of("conformance", limited).exits(ExitCode.FINDING).out())
        .contains("end: expected SUCCEEDED, observed HALTED (MEMORY_LIMIT)");
  }
}
