package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A memory that ends the JVM in which its program is run: it is a finding like any other, whichever verb runs it. */
@Timeout(120)
final class LastWordsTest {

  private static final String EXIT = "if (call.equals(\"newChild\")) { System.exit(0); }";
  private static final String HALT = "if (call.equals(\"newChild\")) { Runtime.getRuntime().halt(0); }";

  @TempDir
  private Path temp = Path.of("");

  private Path classes(String before) throws IOException {
    return new Providers(Files.createDirectory(temp.resolve("classes"))).misbehaving("Theirs", before).folder();
  }

  private Path program() throws IOException {
    return Files.writeString(temp.resolve("ends.txt"), "lowtide program 1\nsize\nnewChild\n");
  }

  private static String line(Object name) {
    return "lowtide: " + name + ": the subject ended the JVM while this program ran: ";
  }

  @Test
  void whoEndsTheJvmOnReplayIsNamed() throws IOException, InterruptedException {
    Path program = program();
    Ran ran =
        Ran.process("replay", program, "--subjects", "theirs,arena", "--subject-path", classes(EXIT), "--out",
            temp.resolve("out")).exits(ExitCode.FINDING);
    assertThat(ran.err().lines()).singleElement().asString()
        .startsWith(line(program) + "exit called at theirs.Theirs.before(Theirs.java:");
    assertThat(ran.out()).contains("CRASH in theirs", "the JVM ended: exit called at theirs.Theirs");
  }

  @Test
  void aHaltOnReplayIsAFindingBesideTheOthers() throws IOException, InterruptedException {
    Path folder = Files.createDirectory(temp.resolve("programs"));
    Files.writeString(folder.resolve("1.txt"), "lowtide program 1\nnewChild\nrevertChild\nsize @ended0\n");
    Path second = Files.writeString(folder.resolve("2.txt"), "lowtide program 1\nsize\nisEmpty\n");
    Path classes = classes("if (call.equals(\"isEmpty\")) { Runtime.getRuntime().halt(0); }");
    Path json = temp.resolve("result.json");
    Ran ran =
        Ran.process("replay", folder, "--subjects", "legacy,theirs", "--no-ledger", "--subject-path", classes, "--out",
            temp.resolve("out"), "--json", json).exits(ExitCode.FINDING);
    assertThat(ran.err()).isEqualTo(line(second) + "status 0\n");
    assertThat(Ran.findings(json)).extracting(each -> each.get("subject").asText()).startsWith("legacy")
        .endsWith("theirs");
    JsonNode finding = Ran.findings(json).getLast();
    assertThat(finding.get("listing").toString()).contains("isEmpty");
    assertThat(finding.get("reproduce").asText()).startsWith("./lowtide replay " + second + " ");
    assertThat(temp.resolve("out")).doesNotExist();
  }

  @Test
  void aHaltWhileShrinkingIsAFinding() throws IOException, InterruptedException {
    Path program = program();
    Ran ran =
        Ran.process("minimize", program, "--subjects", "theirs", "--subject-path", classes(HALT), "--out",
            temp.resolve("out")).exits(ExitCode.FINDING);
    assertThat(ran.err()).isEqualTo(line(program) + "status 0\n");
    assertThat(ran.out()).contains("CRASH in theirs", "    newChild");
  }

  @Test
  void aHaltWhileExhaustingIsAFindingWithItsProgram() throws IOException, InterruptedException {
    Ran ran =
        Ran.process("exhaust", "--subjects", "theirs", "--subject-path", classes(HALT), "--out",
            temp.resolve("out")).exits(ExitCode.FINDING);
    assertThat(ran.err()).isEqualTo(line("exhausting theirs") + "status 0\n");
    assertThat(ran.out()).contains("CRASH in theirs", "    newChild", "--bounds fuzzing");
    assertThat(temp.resolve("out")).isDirectoryContaining("glob:**crash-theirs-*.lowtide");
  }

  @Test
  void whatEndsByItselfIsPassedOn() throws IOException, InterruptedException {
    Path gone = temp.resolve("gone");
    Ran ran = Ran.process("replay", program(), gone, "--subjects", "theirs", "--subject-path", classes(""));
    ran.isRefused("gone: no such file or folder");
  }
}
