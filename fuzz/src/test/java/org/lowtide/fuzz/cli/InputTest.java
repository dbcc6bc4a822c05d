package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.op.Program;

/** Files that are broken, hostile or too large, among good ones. */
@Timeout(60)
final class InputTest {

  private static final String GOOD = "lowtide program 1\nnewChild\nrevertChild\nsize @root\n";

  @TempDir
  private Path folder = Path.of("");

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path sparse(String name, long bytes) throws IOException {
    Path file = folder.resolve(name);
    try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "rw")) {
      random.setLength(bytes);
    }
    return file;
  }

  @Test
  void oneLineForEachBadFileAndTheOthersAreRun() throws Exception {
    byte[] good = ProgramBytes.encode(ProgramText.parse(GOOD));
    Files.write(folder.resolve("good.lowtide"), good);
    write("good.txt", GOOD);
    write("bad.txt", "lowtide program 1\n\nfrobnicate 7\n");
    write("bad.jsonl", "{\"name\":\n");
    write("na\nme.txt", "lowtide program 1\nfrobnicate\n");
    sparse("huge.lowtide", 1L << 30);
    sparse("long.txt", 80 << 20);
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("gone"));

    Ran ran = Ran.of("replay", folder, "--subjects", "arena").exits(ExitCode.USAGE);

    assertThat(ran.err().lines()).hasSize(7).allMatch(line -> line.startsWith("lowtide: " + folder));
    assertThat(ran.err())
        .contains("bad.txt: line 3: ", "frobnicate", "bad.jsonl: line 1: ", "na\\nme.txt: line 2: ",
            "huge.lowtide: a file of programs must be at most 67108864 bytes, was 1073741824", "loop: ", "nowhere: ");
    assertThat(ran.out()).startsWith("2 programs, ").contains("2 passed, 0 failed");
  }

  @Test
  void aFindingOutweighsABadFile() throws IOException {
    write("bad.txt", "lowtide program 1\nfrobnicate\n");
    write("finding.txt", "lowtide program 1\nnewChild\nrevertChild\nsize @ended0\n");
    Ran ran = Ran.of("replay", folder, "--subjects", "legacy", "--no-ledger").exits(ExitCode.FINDING);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.out()).contains("0 passed, 1 failed", "reproduce  ./lowtide replay ", "<-- fails here");
  }

  @Test
  void aMissingFolderIsOneLine() {
    Ran.of("replay", folder.resolve("missing")).isRefused("missing: no such file or folder");
  }

  @Test
  void whatIsCutOffALongProgramIsCounted() throws IOException {
    byte[] bytes = ProgramBytes.encode(Program.of());
    byte[] all = Arrays.copyOf(bytes, 60 << 20);
    Path file = Files.write(folder.resolve("long.lowtide"), all);
    Ran ran = Ran.of("replay", file, "--subjects", "arena").exits(ExitCode.CLEAN);
    assertThat(ran.out()).containsPattern("[0-9,]{9,} operations were cut off by the bounds of replay");
  }
}
