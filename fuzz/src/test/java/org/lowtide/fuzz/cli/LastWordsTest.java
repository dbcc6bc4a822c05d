package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A memory that ends the JVM in which its program is replayed. */
@Timeout(120)
final class LastWordsTest {

  @TempDir
  private Path temp = Path.of("");

  @Test
  void whoEndsTheJvmIsNamedAndItIsNoCleanEnd() throws IOException, InterruptedException {
    Providers theirs = new Providers(Files.createDirectory(temp.resolve("classes")));
    theirs.misbehaving("Exits", "if (call.equals(\"newChild\")) { System.exit(0); }");
    Path program = Files.writeString(temp.resolve("exits.txt"), "lowtide program 1\nnewChild\n");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
            "-cp", System.getProperty("java.class.path"), Main.class.getName(), "replay", program.toString(),
            "--subjects", "exits", "--subject-path", theirs.folder().toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isEqualTo(ExitCode.FINDING);
    assertThat(printed).isEqualTo(
        "lowtide: " + program + ": the subject ended the JVM while this program ran: exit called at "
            + printed.substring(printed.indexOf("theirs.Exits")));
    assertThat(printed).contains("exit called at theirs.Exits.before(Exits.java:");
  }
}
