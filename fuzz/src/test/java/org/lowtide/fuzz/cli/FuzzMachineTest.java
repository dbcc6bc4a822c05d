package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lowtide.fuzz.campaign.AllocatorKind;
import org.lowtide.fuzz.campaign.CampaignOptions;
import org.lowtide.fuzz.campaign.CampaignStatus;
import org.lowtide.fuzz.campaign.VmCampaign;
import org.lowtide.fuzz.campaign.VmFindingRecord;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.planted.PlantedMemory;

/** Fuzzing the virtual machine from the command line, and recording what it does to its memory. */
@Timeout(120)
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

  @Test
  void bothPhasesRunAndFindNothing() throws IOException {
    Path json = temp.resolve("result.json");
    Path corpus = temp.resolve("corpus");
    Ran ran =
        Ran.of("fuzz", "--target", "vm", "--runs", 60, "--seed", 3, "--out", temp.resolve("out"), "--json", json,
            "--corpus", corpus).exits(ExitCode.CLEAN);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).containsPattern("[0-9,]+ executions \\([0-9,]+ random, [1-9][0-9,]* guided\\)")
        .contains("no finding");
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    assertThat(result.path("executions").asInt()).isGreaterThan(60);
    assertThat(result.path("findings")).isEmpty();
    try (Stream<Path> cases = Files.list(corpus)) {
      assertThat(cases).isNotEmpty();
    }
  }

  @Test
  void thePrintedCommandRunsTheVector() throws IOException {
    CampaignOptions options =
        new CampaignOptions(
            Target.MEMORY, List.of(), List.of(), AllocatorKind.NATIVE, false, 1, Instant.now(), null, 100L, null,
            temp.resolve("out"), 1, Set.of());
    VmFindingRecord finding =
        new VmCampaign(options, PlantedMemory.FREES_TWICE_AT_CLOSE, CampaignStatus.Listener.NONE).run().findings()
            .getFirst();
    List<String> words = List.of(finding.reproduce().split(" "));
    assertThat(words.getFirst()).isEqualTo("./lowtide");
    Ran ran = Ran.of(words.subList(1, words.size()).toArray()).exits(ExitCode.CLEAN); // the shipped memory has no fault
    assertThat(ran.out()).contains("memory legacy, allocator native", "1 passed, 0 failed, 0 unsupported");
  }

  @Test
  void subjectsAreRefused() {
    Ran.of("fuzz", "--target", "vm", "--subjects", "arena").isRefused("--target vm has no subjects");
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
