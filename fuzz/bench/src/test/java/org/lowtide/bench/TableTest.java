package org.lowtide.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowtide.bench.way.Way;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class TableTest {

  @TempDir
  Path folder;

  private Results results;
  private RunLog log;

  @BeforeEach
  void runs() throws IOException {
    log = RunLog.open(folder, Rows.settings("a"), false);
    results = new Results(Rows.options(folder, 4, Way.LOWTIDE, Way.NAIVE), log);
    for (int seed = 1; seed <= 4; seed++) {
      log.add(Rows.exposed(Way.LOWTIDE, Rows.FIRST, seed, 1000L * seed));
      log.add(Rows.exposed(Way.NAIVE, Rows.FIRST, seed, 90_000));
      log.add(
          seed == 4
              ? Rows.censored(Way.LOWTIDE, Rows.SECOND, seed, 500)
              : Rows.exposed(Way.LOWTIDE, Rows.SECOND, seed, 40));
      log.add(
          seed <= 2
              ? Rows.censored(Way.NAIVE, Rows.SECOND, seed, 7000)
              : Run.curtailed("naive", Rows.SECOND.id(), seed));
    }
  }

  @Test
  void takesTheMedianOverSeedsAndThenOverBugs() {
    assertThat(results.cell(Way.LOWTIDE, Rows.FIRST).median(Run::operations)).isEqualTo(2500);
    assertThat(results.cell(Way.LOWTIDE, Rows.SECOND).median(Run::operations)).isEqualTo(40);
    assertThat(results.cell(Way.NAIVE, Rows.SECOND).median(Run::operations)).isInfinite();
    assertThat(results.medianBug(Way.LOWTIDE, results.tried(Way.LOWTIDE), Run::operations)).isEqualTo(1270);
    assertThat(results.medianBug(Way.NAIVE, results.tried(Way.NAIVE), Run::operations)).isInfinite();
    assertThat(results.found(Way.NAIVE)).isEqualTo(1);
  }

  @Test
  void countsARunThatWasLeftOutAsFarAsTheOnesInVain() {
    assertThat(results.cell(Way.NAIVE, Rows.SECOND).observations(Run::operations))
        .hasSize(4)
        .allMatch(observation -> observation.at() == 7000 && !observation.exposed());
  }

  @Test
  void showsABugThatNobodyFindsAsCensored() {
    String table = Table.of(results, "curves.svg");

    assertThat(table.lines())
        .contains(
            "| bug | lowtide | naive |",
            "| `" + Rows.FIRST.id() + "` | 250 / 2.50k / 1.5 s, 4/4 | 9.00k / 90.0k / 1.5 s, 4/4 |",
            "| `" + Rows.SECOND.id() + "` | 4 / 40 / 1.5 s, 3/4 | - 0/4* |",
            "| `naive` | 1 of 2 | 4 of 8 | - | - | - |")
        .anyMatch(line -> line.startsWith("![") && line.endsWith("(curves.svg)"));
  }

  @Test
  void namesTheBugsThatMissAGoal() {
    assertThat(Goals.lines(results))
        .containsExactly(
            "- **missed** for 1 of 2 bugs: found by `lowtide` within 10 s from at least 9 of 10 seeds, judged by"
                + " 4: `" + Rows.SECOND.id() + "` 3/4",
            "- met: operations at the median bug at most a third of `naive`'s: 1.27k against -, `naive` does not find the"
                + " median bug");
  }

  @Test
  void comparesTheTimeWithThatOfEachPhaseAlone() throws IOException {
    for (int seed = 1; seed <= 4; seed++) {
      log.add(
          new Run("random", Rows.FIRST.id(), seed, Run.End.EXPOSED, 1, 1, 0.5, 1, "LEAK"));
    }

    assertThat(Goals.lines(new Results(Rows.options(folder, 4, Way.LOWTIDE, Way.RANDOM), log)))
        .contains(
            "- **missed** for 1 of 2 bugs: no bug takes `lowtide` more than twice the time of a phase alone, judged by"
                + " `random` on 1 bug: `" + Rows.FIRST.id() + "` 1.5 s against 0.5 s of `random`");
  }

  @Test
  void leavesOutOfTheGoalsWhatWasNotTriedYetAndSaysSo() throws IOException {
    BenchOptions two = Rows.options(folder.resolve("part"), 1, Way.LOWTIDE, Way.NAIVE);
    RunLog part = RunLog.open(folder.resolve("part"), Rows.settings("a"), false);
    part.add(Rows.exposed(Way.LOWTIDE, Rows.SECOND, 1, 70));

    assertThat(Table.of(new Results(two, part), "curves.svg").lines())
        .contains(
            "Not whole: 1 of 4 runs are done.",
            "| `lowtide` | 1 of 1 | 1 of 1 | 7 | 70 | 1.5 s |",
            "| `naive` | 0 of 0 | 0 of 0 |  |  |  |",
            "- met: found by `lowtide` within 10 s from at least 9 of 10 seeds, judged by 1");
  }

  @Test
  void drawsACurveAndABandForEachWayInBothPanels() throws Exception {
    Document picture =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(Picture.of(results))));

    assertThat(picture.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(picture.getElementsByTagName("path").getLength()).isEqualTo(2 * 2 * 2);
    assertThat(picture.getDocumentElement().getTextContent())
        .contains("executions (programs run)", "operations run", "share of bug x seed still alive", "lowtide", "naive");
    assertThat(Picture.of(results)).doesNotContain("NaN", "Infinity", "<script", "href");
  }
}
