package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The format of a file of suppressions: what an entry says, and each mistake as the one line that it gives. */
final class SuppressionParserTest {

  @TempDir
  private Path folder;

  @Test
  void anEntrySaysWhichLeakUntilWhenAndWhy() {
    List<Suppression> entries = SuppressionParser.parse("leaks.txt", """
        # a comment

          fingerprint:00ff00ff00ff00ff   expires:2027-03-31\treason: the rest: of the line # too\s\s
        expires:2027-04-01 frames:a.B.c,**,d.E.* reason:dates may come first
        """);
    assertThat(entries).extracting(Suppression::toString).containsExactly(
        "leaks.txt:3: fingerprint:00ff00ff00ff00ff expires:2027-03-31 reason:the rest: of the line # too",
        "leaks.txt:4: frames:a.B.c,**,d.E.* expires:2027-04-01 reason:dates may come first");
    assertThat(entries.getFirst().expires()).isEqualTo(LocalDate.of(2027, 3, 31));
    assertThat(entries.getFirst().reason()).isEqualTo("the rest: of the line # too");
    assertThat(entries.getLast().source()).isEqualTo("leaks.txt:4");
    assertThat(entries.getLast().pattern()).isEqualTo("frames:a.B.c,**,d.E.*");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      frames:a.B.c expirs:2027-03-31 reason:r | key must be fingerprint, frames, expires or reason, was "expirs"
      frames:a.B.c 2027-03-31 reason:r | an entry must be made of key:value, was "2027-03-31 reason:r"
      frames:a.B.c frames:a.B.d expires:2027-03-31 reason:r | key must be given once, frames was repeated
      expires:2027-03-31 reason:r | an entry must have either fingerprint: or frames:
      fingerprint:00ff00ff00ff00ff frames:a.B.c reason:r | an entry must have either fingerprint: or frames:
      fingerprint:00FF expires:2027-03-31 reason:r | fingerprint must be 16 hex digits in lower case, was "00FF"
      frames:a.B.c reason:r | an entry must have expires: with a date like 2027-03-31
      frames:a.B.c expires:soon reason:r | expires must be a date like 2027-03-31, was "soon"
      frames:a.B.c expires:2027-02-30 reason:r | expires must be a date like 2027-03-31, was "2027-02-30"
      frames:a.B.c expires:2027-03-31 | an entry must have a reason: that is not empty, at its end
      frames:a.B.c expires:2027-03-31 reason: | an entry must have a reason: that is not empty, at its end
      frames:**,* expires:2027-03-31 reason:r | frames must name something and not match every stack, was "**,*"
      `frames:a.B\u001B.c expires:2027-03-31 reason:r` | `text must have no control characters, was "frames:a.B\\u001b.c expires:2027-03-31 reason:r"`
      """)
  void aMistakeIsOneLineWithFileLineAndRule(String entry, String rule) {
    assertThatThrownBy(() -> SuppressionParser.parse("dir/leaks.txt", "# first\n\n" + entry + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dir/leaks.txt:3: " + rule);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      frames:
      frames:a.B.c,
      frames:a.B.c,,d.E.f
      frames:a.**.c
      frames:a.B.c(B.java:3)
      """)
  void aMalformedPatternIsOneLineToo(String pattern) {
    assertThatThrownBy(() -> SuppressionParser.parse("f", pattern + " expires:2027-03-31 reason:r"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("f:1: frames must be class.method patterns with * within a frame and ** in place of frames,"
            + " separated by commas, was \"" + pattern.substring("frames:".length()) + "\"");
  }

  @Test
  void anEntryListedTwiceIsAMistake() {
    String entry = "frames:a.B.c expires:2027-03-31 reason:r\n";
    assertThatThrownBy(() -> SuppressionParser.parse("f", entry + "\n" + entry))
        .hasMessage("f:3: frames:a.B.c must be listed once, was in line 1");
  }

  @Test
  void otherCharacterSetsAreAMistake() throws IOException {
    Path file = folder.resolve("latin1.txt");
    Files.write(file,
        "# fine\nframes:a.B.c expires:2027-03-31 reason:caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Suppressions.load(file, LocalDate.EPOCH)).hasMessage(file + ":2: text must be UTF-8");
  }

  @Test
  void aByteOrderMarkAndLineEndsOfWindowsDoNotCount() throws IOException {
    Path file = folder.resolve("windows.txt");
    Files.writeString(file, "\uFEFF# one\r\nframes:a.B.c expires:2027-03-31 reason:caf\u00e9\r\n");
    assertThat(Suppressions.load(file, LocalDate.EPOCH).entries()).singleElement()
        .extracting(Suppression::reason).isEqualTo("caf\u00e9");
  }
}
