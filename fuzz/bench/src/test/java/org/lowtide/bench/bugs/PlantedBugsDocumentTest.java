package org.lowtide.bench.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;

/** The document of planted bugs lists exactly those that there are, with what their shortest programs show. */
final class PlantedBugsDocumentTest {

  private static final String BEGIN = "<!-- bugs: begin -->\n";
  private static final String END = "<!-- bugs: end -->\n";

  /** Run with the document's path to bring its table up to date. */
  public static void main(String[] arguments) throws IOException {
    Path document = Path.of(arguments[0]);
    String text = Files.readString(document);
    String updated =
        text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + table() + text.substring(text.indexOf(END));
    AtomicFiles.write(document, updated.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tableIsThatOfTheCatalogue() throws IOException {
    String text = Files.readString(Path.of("../../docs/planted-bugs.md"));
    assertThat(text).contains(BEGIN, END);
    String listed = text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
    assertThat(listed).as("docs/planted-bugs.md; the main method of this test writes it").isEqualTo(table());
  }

  private static String table() {
    StringBuilder table = new StringBuilder();
    table.append("| bug | what | source | kind | rule | operations |\n| --- | --- | --- | --- | --- | --- |\n");
    for (Bug bug : Bugs.all()) {
      Finding finding =
          new Executor(List.of(bug.subject()), HeapAllocator::new, Bounds.FUZZING).run(bug.shortest()).findings()
              .getFirst();
      String row =
          "| `%s` | %s | %s | `%s` | %s | %d |\n".formatted(
              bug.id(), bug.what(), bug.source(), finding.kind(), finding.rule(), bug.shortest().operations().size());
      table.append(row);
    }
    return table.toString();
  }
}
