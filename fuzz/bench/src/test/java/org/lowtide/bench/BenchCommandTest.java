package org.lowtide.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowtide.fuzz.cli.UsageException;
import picocli.CommandLine;

/** Starts JVMs: few, since each takes a second or two. */
final class BenchCommandTest {

  @TempDir
  Path folder;

  private final StringWriter out = new StringWriter();

  @Test
  void findsTheSameAfterTheSameNumberOfProgramsAndGoesOnWhereItWas() throws IOException {
    String[] arguments = {
        "--bugs", "a02,l03", "--ways", "random,action-chain", "--seeds", "1", "--budget", "20s", "--jobs", "3", "--out",
        "first"};
    assertThat(run(arguments)).isZero();
    List<String> whole = Files.readAllLines(folder.resolve("first/runs.csv"));
    assertThat(whole).hasSize(5).filteredOn(line -> line.contains(",EXPOSED,")).hasSize(4);
    String table = Files.readString(folder.resolve("first/table.md"));

    // As if it had been cut off in its third run.
    Files.writeString(folder.resolve("first/runs.csv"), String.join("\n", whole.subList(0, 3)) + "\nrandom,l0");
    assertThat(run(arguments)).isZero();

    List<String> again = Files.readAllLines(folder.resolve("first/runs.csv"));
    assertThat(again.subList(0, 3)).isEqualTo(whole.subList(0, 3));
    assertThat(again.stream().map(BenchCommandTest::counts).sorted().toList())
        .isEqualTo(whole.stream().map(BenchCommandTest::counts).sorted().toList());
    assertThat(withoutSeconds(Files.readString(folder.resolve("first/table.md")))).isEqualTo(withoutSeconds(table));
    assertThat(out.toString()).contains("4 runs, 3 at once", "going on after 2 runs", "done: 4 of 4 runs");
  }

  @Test
  void runsTheNaiveHarnessAndSaysOfABugThatItDoesNotFindInTime() throws IOException {
    assertThat(run("--bugs", "a02", "--ways", "naive", "--seeds", "1", "--budget", "1s", "--out", "naive")).isZero();

    assertThat(Files.readAllLines(folder.resolve("naive/runs.csv")).get(1)).startsWith("naive,a02,1,CENSORED,");
    assertThat(folder.resolve("naive/table.md")).content().contains("| `a02` | - 0/1 |");
  }

  @Test
  void zestRunsWithoutAnAgent() throws IOException {
    assertThat(run("--bugs", "l03", "--ways", "zest", "--seeds", "1", "--budget", "20s", "--out", "zest")).isZero();

    assertThat(Files.readAllLines(folder.resolve("zest/runs.csv")).get(1)).startsWith("zest,l03,1,EXPOSED,");
  }

  @Test
  void takesTheHardBugsOnlyWhereTheyAreAskedFor() {
    assertThat(run("--report", "--out", "usual")).isZero();
    assertThat(folder.resolve("usual/table.md")).content().contains("| `a02` |").doesNotContain("`run-of-128`");
    assertThat(run("--report", "--bugs", "hard", "--out", "hard")).isZero();
    assertThat(folder.resolve("hard/table.md")).content().contains("| `run-of-128` |").doesNotContain("`a02`");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(run("--bugs", "nothing")).isEqualTo(2);
    assertThat(run("--ways", "luck")).isEqualTo(2);
    assertThat(run("--seeds", "0")).isEqualTo(2);
    assertThat(out.toString())
        .contains("--bugs 'nothing' is no bug; known are ", "--ways 'luck' is no way; known are lowtide, ",
            "--seeds must be at least 1, was 0");
  }

  private int run(String... arguments) {
    BenchCommand command = new BenchCommand();
    String[] placed = arguments.clone();
    for (int i = 1; i < placed.length; i++) {
      placed[i] = placed[i - 1].equals("--out") ? folder.resolve(placed[i]).toString() : placed[i];
    }
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .setExecutionExceptionHandler((e, _, _) -> {
          out.append(e.getMessage()).append('\n');
          return e instanceof UsageException ? 2 : 1;
        })
        .execute(placed);
  }

  /** A line without its times. */
  private static String counts(String line) {
    List<String> fields = List.of(line.split(",", -1));
    return String.join(",", fields.subList(0, 6));
  }

  private static String withoutSeconds(String table) {
    return table.replaceAll("[0-9.]+ s", "");
  }
}
