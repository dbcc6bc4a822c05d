package org.lowtide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.repro.FindingFiles;
import org.lowtide.fuzz.repro.FindingRecord;
import org.lowtide.fuzz.repro.FindingReport;
import org.lowtide.fuzz.repro.ReproduceLine;
import org.lowtide.fuzz.repro.Reproduction;

/** What docs/fuzz-an-allocator.md shows: the findings are those of its first pool, and its second one has none. */
final class AllocatorGuideTest {

  private static final Pattern SHOWN =
      Pattern.compile("^```\\n([A-Z_]+ in first, .*\\[([0-9a-f]{16})]\\n(?:.*\\n)*?)```$", Pattern.MULTILINE);

  private static final Pattern LISTED = Pattern.compile("^    (\\S.*\\n)", Pattern.MULTILINE);

  @Test
  void everyFindingOfTheGuideIsOneOfTheFirstPoolAndNoneOfTheSecond() throws IOException, ProgramFormatException {
    List<MatchResult> shown = SHOWN.matcher(Files.readString(Path.of("fuzz-an-allocator.md"))).results().toList();
    assertThat(shown).hasSize(4);
    for (MatchResult each : shown) {
      String listing =
          LISTED.matcher(each.group(1)).results().map(line -> line.group(1)).collect(Collectors.joining());
      List<Finding> findings = Reproduction.of(listing).on(new FirstPoolProvider()).run().findings();
      assertThat(findings).extracting(Finding::fingerprint).as(listing).contains(each.group(2));
      Finding finding = findings.stream().filter(one -> one.fingerprint().equals(each.group(2))).findFirst()
          .orElseThrow();
      String program = "findings/" + FindingFiles.baseName(finding) + ".lowtide";
      String reproduce = new ReproduceLine(false, List.of("first/classes"), false).text(program, "first");
      assertThat(FindingReport.text(FindingRecord.of(finding, ProgramText.parse(listing), program, reproduce)))
          .isEqualTo(each.group(1));
      Reproduction.of(listing).on(new ChunkPoolProvider()).expectNoFinding();
    }
  }

  @Test
  void aChunkThatWasUsedIsZeroAgain() {
    Reproduction.of("""
        lowtide program 1
        target allocator
        allocate 1
        close
        allocateZeroed 1
        """).on(new ChunkPoolProvider()).expectNoFinding();
  }
}
