package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own, which is told to end, or killed. */
@Timeout(90)
final class InterruptionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir
  private Path temp = Path.of("");

  private Process start(String classPath, String... arguments) throws IOException {
    Files.createDirectories(temp.resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Djava.io.tmpdir=" + temp.resolve("tmp"), "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", classPath, Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile()).start();
  }

  private Path log() {
    return temp.resolve("log");
  }

  private static String classPath(Predicate<String> which) {
    return String.join(
        File.pathSeparator,
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).filter(which).toList());
  }

  private String waitFor(String text) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!Files.readString(log()).contains(text) && Instant.now().isBefore(end)) {
      Thread.sleep(50);
    }
    assertThat(Files.readString(log())).contains(text);
    return text;
  }

  private static List<ProcessHandle> waitForChild(Process process) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    List<ProcessHandle> children = List.of();
    while (children.isEmpty() && Instant.now().isBefore(end)) {
      Thread.sleep(50);
      children = process.descendants().toList();
    }
    assertThat(children).isNotEmpty();
    return children;
  }

  private static void signal(Process process, String name) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor()).isZero();
  }

  @Test
  void whatWasFoundIsWrittenWhenTheRunIsToldToEnd() throws Exception {
    Path json = temp.resolve("result.json");
    Process process =
        start(classPath(_ -> true), "fuzz", "--time", "80s", "--subjects", "legacy", "--no-ledger", "--keep-going",
            "500",
            "--out", temp.resolve("out").toString(), "--json", json.toString());
    waitFor("found LEAK in legacy");
    List<ProcessHandle> children = waitForChild(process);
    signal(process, "TERM");
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log())).isEqualTo(ExitCode.FINDING);
    assertThat(JsonShape.problems(json)).isEmpty();
    assertThat(temp.resolve("out")).isDirectoryContaining("glob:**leak-legacy-*.lowtide");
    assertThat(temp.resolve("tmp")).isEmptyDirectory();
    assertThat(children).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void withoutJazzerItGoesOnAtRandomAndEndsWithZeroWhereNothingWasFound() throws Exception {
    Process process =
        start(classPath(entry -> !entry.contains("jazzer")), "fuzz", "--time", "80s", "--subjects", "arena");
    waitFor("fuzzing arena");
    waitForChild(process);
    signal(process, "TERM");
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(log());
    assertThat(process.exitValue()).as(said).isEqualTo(ExitCode.CLEAN);
    assertThat(said).contains("lowtide: Jazzer is not on the class path: going on at random", "no finding");
    assertThat(temp.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void aRunInAJvmOfItsOwnIsToldToEndAndSaysWhatItCovered() throws Exception {
    Path classes = new Providers(Files.createDirectory(temp.resolve("classes"))).misbehaving("Theirs", "").folder();
    Process process =
        start(classPath(_ -> true), "exhaust", "--time", "80s", "--subjects", "theirs", "--subject-path",
            classes.toString());
    waitFor(" 1 operations: ");
    signal(process, "TERM");
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(log());
    assertThat(process.exitValue()).as(said).isEqualTo(ExitCode.CLEAN);
    assertThat(said).contains("theirs: no deviation and no leak in all ").doesNotContain("ended the JVM");
    assertThat(temp.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void noJvmIsLeftBehindWhereTheRunIsKilled() throws Exception {
    Process process = start(classPath(_ -> true), "fuzz", "--time", "80s", "--subjects", "arena");
    List<ProcessHandle> children = waitForChild(process);
    process.destroyForcibly().waitFor();
    for (ProcessHandle child : children) {
      child.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
