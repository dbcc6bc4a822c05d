package org.lowtide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.Events;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.guide.SomeonesProject.Printed;
import org.lowtide.memory.MemoryProvider;

/**
 * The findings that the README shows are what their commands print, and what a finding leaves behind does its work in
 * someone's own project: the JUnit source compiles against the provider, fails, and passes once the provider is mended.
 */
@Timeout(180)
final class FindingGuideTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern SHOWN =
      Pattern.compile("^```\\n\\$ (\\./lowtide (\\w+) .*)\\n((?s).*?)^```$", Pattern.MULTILINE);

  /** What differs from machine to machine: status lines, warnings, executions and times of the last lines. */
  private static final Pattern STATUS = Pattern.compile("^(?: +[0-9]+ s [a-z]+ |lowtide: ).*\\n", Pattern.MULTILINE);

  private static final Pattern COUNTS =
      Pattern.compile("[0-9][0-9,.]*(?= (?:executions?|random|guided|s|exec/s|operations/s)\\b)");

  private static final Pattern LISTED = Pattern.compile("^    (\\S.*\\n)", Pattern.MULTILINE);

  @TempDir
  private Path temp = Path.of("");

  private static MatchResult shown(String verb) throws IOException {
    return SHOWN.matcher(Files.readString(ROOT.resolve("README.md"))).results()
        .filter(block -> block.group(2).equals(verb)).findFirst().orElseThrow();
  }

  private static String withoutCounts(String printed) {
    return COUNTS.matcher(STATUS.matcher(printed).replaceAll("")).replaceAll("N").strip();
  }

  private static Path source(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.filter(file -> file.toString().endsWith(".java")).findFirst().orElseThrow();
    }
  }

  @Test
  void theReadmeShowsWhatReplayPrints() throws IOException, InterruptedException {
    MatchResult shown = shown("replay");
    Printed printed = SomeonesProject.run(ROOT, shown.group(1));
    assertThat(printed.code()).isEqualTo(3);
    assertThat(withoutCounts(printed.out())).isEqualTo(withoutCounts(shown.group(3)));
  }

  @Test
  void theReadmeShowsWhatFuzzFindsInAMemoryAndItsTestFailsUntilTheMemoryIsMended()
      throws IOException, InterruptedException, ClassNotFoundException {
    SomeonesProject plain = new SomeonesProject(temp, "plain");
    String mended = plain.guideSource("PlainMemory");
    int replaceBlock = mended.indexOf("void replaceBlock");
    int close = mended.indexOf("      block.close();\n", replaceBlock);
    String leaking = mended.substring(0, close) + mended.substring(mended.indexOf('\n', close) + 1);
    plain.has("PlainMemory", leaking).has("PlainMemoryProvider", plain.guideSource("PlainMemoryProvider"))
        .declares(MemoryProvider.class, "PlainMemoryProvider");

    MatchResult shown = shown("fuzz");
    String report = shown.group(3).substring(shown.group(3).indexOf("LEAK in plain,"));
    showsWhatItsProgramShows(report.substring(0, report.indexOf("\n\n", report.indexOf("  reproduce  "))));
    Printed printed = SomeonesProject.run(temp, shown.group(1));
    assertThat(printed.code()).isEqualTo(3);
    assertThat(printed.out()).contains("found LEAK in plain after ", "LEAK in plain, ",
        "1 finding written to findings");

    failsUntilMended(plain, () -> plain.has("PlainMemory", mended), "LEAK in plain",
        "PlainMemory.allocate(PlainMemory.java:");
  }

  /** Replays the program that a report lists by the line that it says: which random programs find it is of no concern. */
  private void showsWhatItsProgramShows(String report) throws IOException, InterruptedException {
    Path program = temp.resolve(row(report, "program"));
    Files.createDirectories(program.getParent());
    Files.writeString(program,
        LISTED.matcher(report).results().map(line -> line.group(1)).collect(Collectors.joining()));
    assertThat(SomeonesProject.run(temp, row(report, "reproduce")).out()).contains(report);
    Files.delete(program);
  }

  private static String row(String report, String label) {
    return report.lines().filter(line -> line.startsWith("  " + label + " ")).findFirst().orElseThrow()
        .substring("  reproduce  ".length());
  }

  @Test
  void theTestOfAFindingInAnAllocatorFailsUntilTheAllocatorIsMended()
      throws IOException, InterruptedException, ClassNotFoundException {
    SomeonesProject first = new SomeonesProject(temp, "first");
    String mended = first.guideSource("ChunkPool").replace("ChunkPool", "FirstPool");
    first.has("FirstPool", first.guideSource("FirstPool"))
        .has("FirstPoolProvider", first.guideSource("FirstPoolProvider"))
        .declares(AllocatorProvider.class, "FirstPoolProvider");

    Printed printed =
        SomeonesProject.run(temp,
            "./lowtide fuzz --target allocator --subjects first --subject-path first/classes --runs 2000");
    assertThat(printed.code()).isEqualTo(3);

    failsUntilMended(first, () -> first.has("FirstPool", mended), " in first, ", "<-- fails here");
  }

  /** Changes a provider. */
  private interface Mending {
    void apply() throws IOException;
  }

  private void failsUntilMended(SomeonesProject project, Mending mending, String... message)
      throws IOException, ClassNotFoundException {
    Path source = source(temp.resolve("findings"));
    String type = source.getFileName().toString().replace(".java", "");
    project.compile(source, source.getParent());
    Events broken = project.test(type);
    broken.assertStatistics(statistics -> statistics.started(1).failed(1));
    assertThat(broken.failed().stream().map(Object::toString).findFirst().orElseThrow()).contains(message);
    mending.apply();
    project.test(type).assertStatistics(statistics -> statistics.started(1).succeeded(1));
  }
}
