package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the verb prints, writes and answers. */
final class ConformanceCommandTest {

  /** Stores 2 + 3 in slot 0 and returns nothing: 3 + 3 + 3 + 3 + 20000 gas of 100000. */
  private static final String FRAME = """
      {"sum": {"unknown": [1], "env": {"currentCoinbase": "0x2adc25665018aa1fe0e6bc666dac8fc2697ff9ba",
       "currentDifficulty": "0x0100", "currentGasLimit": "0x0f4240", "currentNumber": "0x00",
       "currentTimestamp": "0x01"},
       "exec": {"address": "0x0f572e5295c57f15886f9b263e2f6d2d6c7b5ec6",
       "caller": "0xcd1722f3947def4cf144679da39c4c32bdc35681", "code": "0x6002600301600055", "data": "0x",
       "gas": "0x0186a0", "gasPrice": "0x01", "origin": "0xcd1722f3947def4cf144679da39c4c32bdc35681",
       "value": "0x00"},
       "gas": "0x013874", "out": "0x",
       "logs": "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347",
       "pre": {"0x0f572e5295c57f15886f9b263e2f6d2d6c7b5ec6":
         {"balance": "0x01", "code": "0x", "nonce": "0x00", "storage": {}}},
       "post": {"0x0f572e5295c57f15886f9b263e2f6d2d6c7b5ec6":
         {"balance": "0x01", "code": "0x", "nonce": "0x00", "storage": {"0x00": "0x05"}}}}}
      """;

  @TempDir
  private Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void aCaseThatPassesIsCountedOnEveryMemoryAndAllocator() throws IOException {
    Path file = file("sum.json", FRAME);
    for (String memory : new String[] {"legacy", "arena", "shadow"}) {
      for (String allocator : new String[] {"heap", "native"}) {
        Ran ran = Ran.of("conformance", file, "--memory", memory, "--allocator", allocator).exits(ExitCode.CLEAN);
        assertThat(ran.out().lines()).last().isEqualTo("1 passed, 0 failed, 0 unsupported");
        assertThat(ran.out()).startsWith("memory " + memory + ", allocator " + allocator);
      }
    }
  }

  @Test
  void aFolderIsReadWithWhatIsPackedInIt() throws IOException {
    file("sum.json", FRAME);
    file("readme.md", "no vector");
    Files.createDirectory(folder.resolve("below"));
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("below/sum.json.gz")))) {
      out.write(FRAME.getBytes(StandardCharsets.UTF_8));
    }
    Ran ran = Ran.of("conformance", folder).exits(ExitCode.CLEAN);
    assertThat(ran.out().lines()).last().isEqualTo("2 passed, 0 failed, 0 unsupported");
  }

  @Test
  void aCaseThatFailsIsOneLineWithWhatDiffers() throws IOException {
    Path file = file("sum.json", FRAME.replace("\"0x05\"", "\"0x06\""));
    Path json = folder.resolve("result.json");
    Ran ran = Ran.of("conformance", file, "--json", json).exits(ExitCode.FINDING);
    assertThat(ran.out().lines().filter(line -> line.startsWith("FAILED"))).containsExactly(
        "FAILED " + file + "#sum: slot 0x0 of 0x0f572e5295c57f15886f9b263e2f6d2d6c7b5ec6: expected 0x6, observed 0x5");
    assertThat(ran.out().lines()).last().isEqualTo("0 passed, 1 failed, 0 unsupported");
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    assertThat(result.path("failed").asInt()).isEqualTo(1);
    assertThat(result.at("/failures/0/case").asText()).isEqualTo(file + "#sum");
    assertThat(result.at("/failures/0/expected").asText()).isEqualTo("0x6");
    assertThat(result.at("/failures/0/observed").asText()).isEqualTo("0x5");
  }

  @Test
  void everyPartOfAFrameIsCompared() throws IOException {
    assertFails(FRAME.replace("\"gas\": \"0x013874\"", "\"gas\": \"0x013873\""), "gas: expected 79987, observed 79988");
    assertFails(FRAME.replace("\"out\": \"0x\"", "\"out\": \"0x00\""), "out: expected 0x00, observed 0x");
    assertFails(FRAME.replace("0x1dcc4de8", "0x1dcc4de9"), "logs: expected 0x1dcc4de9");
    assertFails(FRAME.replace("\"post\"", "\"past\""), "end: expected HALTED, observed SUCCEEDED");
    assertFails(FRAME.replace("0x6002600301600055", "0xfe"), "end: expected SUCCEEDED, observed HALTED (UNDEFINED");
    assertFails(
        FRAME.replace("\"pre\": {", "\"pre\": {\"0x00000000000000000000000000000000000000aa\": "
            + "{\"balance\": \"0x\", \"code\": \"0x\", \"nonce\": \"0x\", \"storage\": {}},"),
        "account 0x00000000000000000000000000000000000000aa: expected no account, observed an account");
  }

  private void assertFails(String vector, String part) throws IOException {
    Ran ran = Ran.of("conformance", file("wrong.json", vector)).exits(ExitCode.FINDING);
    assertThat(ran.out()).contains(part);
  }

  @Test
  void aNetworkThatTheMachineHasNotIsUnsupported() throws IOException {
    Path file = file("block.json", "{\"old\": {\"blocks\": [], \"network\": \"London\"}}");
    Ran ran = Ran.of("conformance", file).exits(ExitCode.CLEAN);
    assertThat(ran.out().lines()).last().isEqualTo("0 passed, 0 failed, 1 unsupported");
  }

  @Test
  @Timeout(60)
  void aCaseThatDoesNotEndFailsAndTheNextIsRun() throws IOException {
    Path classes =
        new Providers(Files.createDirectory(folder.resolve("classes")))
            .misbehaving("Theirs", "if (call.equals(\"ensureCapacity\")) { Thread.sleep(100_000); }").folder();
    Path stores = file("a.json", FRAME.replace("0x6002600301600055", "0x6002600052"));
    Path good = file("b.json", FRAME);
    Path json = folder.resolve("result.json");
    Ran ran =
        Ran.of("conformance", stores, good, "--memory", "legacy", "--subject-path", classes, "--case-time", "2s",
            "--json", json).exits(ExitCode.FINDING);
    assertThat(ran.out()).contains("FAILED " + stores + "#sum: time: expected an end within 2.0 s, observed none");
    assertThat(ran.out().lines()).last().isEqualTo("1 passed, 1 failed, 0 unsupported");
    assertThat(new ObjectMapper().readTree(json.toFile()).at("/failures/0/what").asText()).isEqualTo("time");
    Ran.of("conformance", folder, "--case-time", "0s").isRefused("--case-time must be at least 1, was 0");
  }

  /** A block of nothing, in the names of fields that filled tests have. */
  @SuppressWarnings("InlineFormatString") // it is long
  private static final String BLOCK = """
      {"empty": {"network": "Cancun", "genesisBlockHeader": {"hash": "0x%s"}, "pre": {}, "postState": {},
       "blocks": [{"blockHeader": {"number": "0x1", "timestamp": "0x01", "gasLimit": "0x0f4240", "gasUsed": "0x",
        "coinbase": "0x2adc25665018aa1fe0e6bc666dac8fc2697ff9ba", "hash": "0x%1$s"%s},
        "transactions": [%s], "uncleHeaders": []%s}]}}
      """;

  private static String block(String header, String transaction, String more) {
    return BLOCK.formatted("ab".repeat(32), header, transaction, more);
  }

  @Test
  void aBlockIsReadByTheNamesOfFilledTestsToo() throws IOException {
    assertThat(Ran.of("conformance", file("block.json", block("", "", ""))).exits(ExitCode.CLEAN).out())
        .contains("1 passed, 0 failed, 0 unsupported");
  }

  @Test
  void whatNobodyCanSayHereIsUnsupported() throws IOException {
    assertUnsupported(block("", "", ", \"expectException\": \"TransactionException.NONCE\""), "has to be refused");
    assertUnsupported(block("", "{\"authorizationList\": []}", ""), "type 4");
    assertUnsupported(block("", "{\"v\": \"0x1b\"}", ""), "sender is in its signature");
    assertUnsupported(block("", "", "").replace("\"postState\": {}", "\"postStateHash\": \"0x\""), "hash of the state");
    assertUnsupported("{\"state\": {\"env\": {}, \"pre\": {}, \"transaction\": {}, \"post\": {}}}", "a state test");
  }

  private void assertUnsupported(String vector, String why) throws IOException {
    Path json = folder.resolve("result.json");
    Ran.of("conformance", file("unsupported.json", vector), "--json", json).exits(ExitCode.CLEAN);
    assertThat(new ObjectMapper().readTree(json.toFile()).at("/unsupportedCases/0/why").asText()).contains(why);
  }

  @Test
  void hostileVectorsAreALineEach() throws IOException {
    assertProblem(block(", \"excessBlobGas\": \"0xffffffffffffffff\"", "", ""), "must be below 2^29");
    assertProblem(block("", "", ", \"withdrawals\": [{\"address\": \"0x2adc25665018aa1fe0e6bc666dac8fc2697ff9ba\", "
        + "\"amount\": \"0x" + "f".repeat(64) + "\"}]"), "must be below 2^63");
    assertProblem("{\"deep\": " + "[".repeat(5_000) + "}", "must be JSON");
    assertProblem("{\"number\": " + "9".repeat(5_000) + "}", "must be JSON");
    assertProblem(FRAME.replace("\"0x0186a0\"", "[1]"), "sum.exec.gas must be a string");
    assertProblem(FRAME.replace("\"nonce\": \"0x00\"", "\"nonce\": \"0x" + "f".repeat(17) + "\""),
        "must be below 2^64");
  }

  @Test
  void whatCannotBeReadIsOneLineAndTheRestIsRun() throws IOException {
    file("a.json", "[]");
    file("b.json", "{\"x\": {\"exec\": {}}, \"y\": {}}");
    file("c.json", "{");
    file("d.json.gz", "no gzip");
    file("e.json", FRAME);
    Ran ran = Ran.of("conformance", folder).exits(ExitCode.USAGE);
    assertThat(ran.err().lines()).satisfiesExactly(
        line -> assertThat(line).contains("a.json: must be a JSON object whose fields are cases"),
        line -> assertThat(line).contains("b.json#x.pre is missing"),
        line -> assertThat(line).contains("b.json#y must have the field exec (one frame) or blocks"),
        line -> assertThat(line).contains("c.json: line ", "must be JSON"),
        line -> assertThat(line).contains("d.json.gz: cannot be read"));
    assertThat(ran.out().lines()).last().isEqualTo("1 passed, 0 failed, 0 unsupported");
  }

  @Test
  void aFieldThatBreaksItsFormIsNamed() throws IOException {
    assertProblem(FRAME.replace("0x0186a0", "many"), "sum.exec.gas must be a number in hex of at most 256 bits");
    assertProblem(FRAME.replace("0x0186a0", "0x8000000000000000"), "sum.exec.gas must be below 2^63");
    assertProblem(FRAME.replace("0x6002600301600055", "0x6"), "sum.exec.code must be bytes in hex, was '0x6'");
    assertProblem(FRAME.replace("0x2adc25665018aa1f", "0x"), "env.currentCoinbase must be an address of 40 hex digits");
  }

  private void assertProblem(String vector, String part) throws IOException {
    Ran.of("conformance", file("broken.json", vector)).isRefused(part);
  }

  @Test
  void thePropertyNamesTheMemoryUnlessTheOptionDoes() throws IOException {
    Path file = file("sum.json", FRAME);
    System.setProperty("lowtide.memory", "both");
    try {
      Ran.of("conformance", file).isRefused("lowtide.memory must be legacy, arena or shadow, was 'both'");
      assertThat(Ran.of("conformance", file, "--memory", "arena").exits(ExitCode.CLEAN).out()).contains("memory arena");
      System.setProperty("lowtide.memory", "shadow");
      assertThat(Ran.of("conformance", file).exits(ExitCode.CLEAN).out()).contains("memory shadow");
    } finally {
      System.clearProperty("lowtide.memory");
    }
  }
}
