package org.lowtide.fuzz.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowtide.fuzz.op.Program;

/** Files and folders of programs are read whatever is in them, one line for each that cannot be. */
final class ProgramFilesTest {

  private static final String TRACE = "{\"name\":\"t\",\"operations\":[[\"newChild\"]]}\n";
  private static final String TEXT = "lowtide program 1\nnewChild\nnewChild # twice\n\n# end\n";

  @TempDir
  Path folder;

  private final Recorder recorder = new Recorder();

  @Test
  void formsAreToldApartByNameThenContent() throws Exception {
    file("a.lowtide", new byte[] {1, 0, 0, 0, 0});
    file("b", TEXT);
    file("c.jsonl", TRACE + TRACE);
    file("d/e.txt", "anything else is bytes");
    assertThat(read(folder)).isTrue();
    assertThat(recorder.problems).isEmpty();
    assertThat(recorder.programs).containsExactly("a.lowtide 1+0", "b 2+0", "c.jsonl#t 1+0", "c.jsonl#t 1+0",
        "d/e.txt " + ProgramBytes.decode("anything else is bytes".getBytes(StandardCharsets.US_ASCII)).operations()
            .size() + "+0");
  }

  @Test
  void whatCannotBeReadIsOneLineAndTheRestGoesOn() throws Exception {
    file("a.jsonl", "nonsense\n" + TRACE + "{}\n");
    file("b.jsonl.gz", new byte[] {0x1F, (byte) 0x8B, 8, 0});
    file("c", "lowtide program 2\n");
    file("d", concat("lowtide program 1\n#".getBytes(StandardCharsets.US_ASCII), new byte[] {(byte) 0xFF}));
    file("e\nf", "lowtide program 1\nfly\n");
    try (RandomAccessFile large = new RandomAccessFile(folder.resolve("g").toFile(), "rw")) {
      large.setLength(1L << 30);
    }
    Files.createSymbolicLink(folder.resolve("h"), folder);
    Files.createSymbolicLink(folder.resolve("i"), folder.resolve("nowhere"));
    file("README.md", "a document");
    file("j", TEXT);
    assertThat(read(folder)).isTrue();
    assertThat(recorder.programs).containsExactly("a.jsonl#t 1+0", "j 2+0");
    assertThat(recorder.problems).allMatch(line -> line.lines().count() == 1);
    assertThat(recorder.problems).satisfiesExactly(
        line -> assertThat(line).startsWith("a.jsonl: line 1: not JSON: ").endsWith(" (and 1 more lines)"),
        line -> assertThat(line).startsWith("b.jsonl.gz: cannot be read: "),
        line -> assertThat(line).isEqualTo("c: line 1: the first line must be 'lowtide program 1'"),
        line -> assertThat(line).isEqualTo("d: text must be UTF-8"),
        line -> assertThat(line).isEqualTo("e\\nf: line 2: unknown operation 'fly'"),
        line -> assertThat(line)
            .isEqualTo("g: a file of programs must be at most 67108864 bytes, was 1073741824"),
        line -> assertThat(line).isEqualTo("h: a link to a folder that is read already; not followed"),
        line -> assertThat(line).isEqualTo("i: no such file or folder"));
  }

  @Test
  void otherThanRegularFilesAreRefused() {
    ProgramFiles.read(Path.of("/dev/null"), 9, recorder);
    assertThat(recorder.problems).containsExactly("/dev/null: must be a regular file");
  }

  @Test
  void theVisitorStops() throws Exception {
    file("a", TEXT);
    file("b", TEXT);
    recorder.most = 1;
    assertThat(read(folder)).isFalse();
    assertThat(recorder.programs).hasSize(1);
  }

  @Test
  void whatIsCutIsCounted() throws Exception {
    file("a", TEXT);
    file("b.lowtide", new byte[8]);
    ProgramFiles.read(folder, 1, recorder);
    assertThat(recorder.programs).containsExactly("a 1+1", "b.lowtide 1+3");
  }

  @Test
  void oneProgramIsReadAndWrittenInAllForms() throws Exception {
    Program program = ProgramText.parse("lowtide program 1\nlimit 65536\nnewChild\nsetByte 3 0x04\n");
    for (String name : List.of("p.txt", "p.lowtide", "p.jsonl", "q.jsonl.gz")) {
      Path file = folder.resolve("new").resolve(name);
      ProgramFiles.write(file, List.of(new NamedProgram("p", program, 0)));
      assertThat(ProgramFiles.readOne(file, 100).program()).as(name).isEqualTo(program);
    }
    try (Stream<Path> files = Files.list(folder.resolve("new"))) {
      assertThat(files).as("no temporary file is left").hasSize(4);
    }
  }

  @Test
  void oneProgramIsWantedAndMoreOrNoneRefused() throws Exception {
    file("two.jsonl", TRACE + TRACE);
    file("none.jsonl", "");
    assertThatThrownBy(() -> ProgramFiles.readOne(folder.resolve("two.jsonl"), 9)).hasMessageEndingWith(
        "two.jsonl: expected one program, was more");
    assertThatThrownBy(() -> ProgramFiles.readOne(folder.resolve("none.jsonl"), 9)).hasMessageEndingWith(
        "none.jsonl: expected one program, was none");
    assertThatThrownBy(() -> ProgramFiles.readOne(folder, 9)).hasMessageEndingWith(
        ": is a folder, expected a file of one program");
    Program child = ProgramText.parse("lowtide program 1\nnewChild\ncommitChild\n");
    Path target = file("kept.jsonl", "as it was");
    assertThatThrownBy(() -> ProgramFiles.write(target, List.of(new NamedProgram("p", child, 0))))
        .hasMessageEndingWith("kept.jsonl: operation 1: a trace has no commitChild");
    assertThat(target).hasContent("as it was");
  }

  @Test
  void namesAreShownOnOneLine() {
    assertThat(Names.printable("a\tb\u001b[1m\\c\u202e\ud800é")).isEqualTo("a\\tb\\u001b[1m\\\\c\\u202e\\ud800é");
    assertThat(Names.printable("x".repeat(1000))).hasSize(303).endsWith("x...");
  }

  private boolean read(Path path) {
    return ProgramFiles.read(path, 1000, recorder);
  }

  private Path file(String name, String content) throws IOException {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    AtomicFiles.write(file, content);
    return file;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private final class Recorder implements ProgramFiles.Visitor {

    final List<String> programs = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    int most = Integer.MAX_VALUE;

    @Override
    public boolean program(NamedProgram program) {
      programs.add(
          relative(program.name()) + " " + program.program().operations().size() + "+" + program.cut());
      return programs.size() < most;
    }

    @Override
    public void problem(String line) {
      problems.add(relative(line));
    }

    private String relative(String line) {
      return line.replace(folder + "/", "");
    }
  }
}
