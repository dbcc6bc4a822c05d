package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of arguments, before anything is run. */
final class UsageTest {

  @ParameterizedTest
  @ValueSource(strings = {"fuzz", "replay", "minimize", "show", "convert", "subjects", "conformance", "bench"})
  void everyVerbHasHelpAndVersion(String verb) {
    Ran help = Ran.of(verb, "--help").exits(ExitCode.CLEAN);
    assertThat(help.out()).startsWith("Usage: lowtide " + verb);
    assertThat(help.err()).isEmpty();
    assertThat(Ran.of(verb, "--version").exits(ExitCode.CLEAN).out()).startsWith("lowtide ");
  }

  @Test
  void theCommandItselfHasHelpAndVersion() {
    assertThat(Ran.of("--help").exits(ExitCode.CLEAN).out()).contains("Usage: lowtide", "minimize", "Exit codes:");
    assertThat(Ran.of("--version").exits(ExitCode.CLEAN).out().lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
      "fuz, 'fuz'",
      "--colour, --colour",
      "replay, PATH",
      "replay --foo, --foo",
      "show, FILE",
      "convert one, OUT",
      "minimize one two, two",
      "subjects one, one",
      "fuzz --runs 0, '--runs must be at least 1, was 0'",
      "fuzz --runs x, 'x'",
      "fuzz --time 5, 'was ''5'''",
      "fuzz --time -5s, '-5s'",
      "fuzz --time 0s, '--time must be at least 1, was 0'",
      "fuzz --seed x, 'x'",
      "fuzz --seed 99999999999999999999, '99999999999999999999'",
      "fuzz --keep-going 0, '--keep-going must be at least 1, was 0'",
      "fuzz --keep-going, '--keep-going'",
      "fuzz --allocator disk, disk",
      "replay --bounds none x, none",
      "fuzz --subjects nobody, 'unknown subject ''nobody''; known are arena, legacy'",
      "fuzz --target allocator --subjects nobody, 'unknown subject ''nobody''; known are heap, native'",
      "fuzz --target disk, disk",
      "fuzz --subjects heap, '''heap'' is an allocator: add --target allocator'",
      "fuzz --target allocator --subjects arena, '''arena'' is a memory: add --target memory'",
      "replay --subjects nobody x, 'known are arena, heap, legacy, native'",
      "fuzz --subject-path no/such, '--subject-path no/such: no such jar or class folder'",
      "fuzz --json no/such/file, 'there is no folder'",
      "replay --json no/such/file x, 'there is no folder'",
      "conformance, PATH",
      "conformance --memory both x, both",
      "conformance --json no/such/file x, 'there is no folder'",
      "conformance no/such, 'no/such: no such file or folder'",
      "bench, 'run ./lowtide bench from a checkout'"
  })
  void whatIsWrongIsOneLine(String line, String part) {
    Ran.of((Object[]) line.split(" ")).isRefused(part);
  }

  @Test
  void noVerb() {
    Ran.of().isRefused("a verb is missing", "--help");
  }

  @Test
  void foldersAndFilesAreToldApartBeforeTheRun(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Ran.of("fuzz", "--out", file).isRefused("--out", "is not a folder");
    Ran.of("fuzz", "--out", file.resolve("below")).isRefused("--out", "is not a folder");
    Ran.of("fuzz", "--corpus", file).isRefused("--corpus", "is not a folder");
    Ran.of("fuzz", "--json", folder).isRefused("--json", "is a folder");
    Ran.of("minimize", file, "--out", file).isRefused("--out", "is not a folder");
    Ran.of("convert", file, folder).isRefused("is a folder");
    Ran.of("show", folder.resolve("missing")).isRefused("no such file");
    Ran.of("minimize", folder).isRefused("is a folder");
    Ran.of("fuzz", "--subject-path", file).isRefused("is no jar");
    Ran.of("fuzz", "--subject-path", folder).isRefused("no provider is declared");
  }

  @Test
  void aStackTraceIsShownOnlyWhereItIsAskedFor(@TempDir Path folder) {
    Ran.of("show", folder.resolve("missing")).isRefused("missing");
    Ran verbose = Ran.of("show", folder.resolve("missing"), "--verbose").exits(ExitCode.USAGE);
    assertThat(verbose.err()).contains("\tat org.lowtide.");
  }
}
