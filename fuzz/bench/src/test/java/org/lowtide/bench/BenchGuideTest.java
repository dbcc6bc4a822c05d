package org.lowtide.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowtide.bench.way.Way;
import picocli.CommandLine;

/** The document names what there is. */
final class BenchGuideTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "bench.md");
  private static final String PROMPT = "$ ./lowtide bench";

  @Test
  void everyCommandOfTheDocumentIsOne() throws IOException {
    List<String> commands = Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith(PROMPT)).toList();
    assertThat(commands).hasSizeGreaterThan(2);
    for (String command : commands) {
      String[] arguments =
          Arrays.stream(command.substring(PROMPT.length()).split(" ", -1)).filter(word -> !word.isEmpty())
              .toArray(String[]::new);
      new CommandLine(new BenchCommand()).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    }
  }

  @Test
  void everyWayIsExplained() throws IOException {
    String document = Files.readString(DOCUMENT);
    for (Way way : Way.all()) {
      assertThat(document).contains("\n| `" + way.word() + "` | ");
    }
  }
}
