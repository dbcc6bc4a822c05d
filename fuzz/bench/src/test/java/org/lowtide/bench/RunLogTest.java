package org.lowtide.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowtide.bench.way.Way;
import org.lowtide.fuzz.cli.UsageException;

final class RunLogTest {

  private static final Run ONE = Rows.exposed(Way.LOWTIDE, Rows.FIRST, 1, 1234);
  private static final Run TWO = Rows.censored(Way.NAIVE, Rows.SECOND, 2, 99);

  @TempDir
  Path folder;

  @Test
  void findsAgainWhatItKept() throws IOException {
    RunLog log = RunLog.open(folder, Rows.settings("a"), false);
    log.add(ONE);
    log.add(TWO);

    RunLog again = RunLog.open(folder, Rows.settings("a"), false);

    assertThat(again.all()).containsExactly(ONE, TWO);
    assertThat(again.find("naive", Rows.SECOND.id(), 2)).isEqualTo(TWO);
    assertThat(again.find("naive", Rows.SECOND.id(), 3)).isNull();
  }

  @Test
  void writesOneHeaderAndALineForEachRun() throws IOException {
    RunLog log = RunLog.open(folder, Rows.settings("a"), false);
    log.add(ONE);
    RunLog.open(folder, Rows.settings("a"), false).add(TWO);

    assertThat(folder.resolve(RunLog.RUNS))
        .hasContent(
            "way,bug,seed,end,executions,operations,cpuSeconds,wallSeconds,finding\n"
                + "lowtide," + Rows.FIRST.id() + ",1,EXPOSED,123,1234,1.5,2.5,LEAK\n"
                + "naive," + Rows.SECOND.id() + ",2,CENSORED,9,99,10.0,12.0,\n");
  }

  @Test
  void dropsALineThatWasCutOff() throws IOException {
    RunLog.open(folder, Rows.settings("a"), false).add(ONE);
    Files.writeString(folder.resolve(RunLog.RUNS), "naive,l0", StandardOpenOption.APPEND);

    RunLog again = RunLog.open(folder, Rows.settings("a"), false);
    again.add(TWO);

    assertThat(RunLog.open(folder, Rows.settings("a"), false).all()).containsExactly(ONE, TWO);
  }

  @Test
  void triesAgainWhatFailed() throws IOException {
    RunLog log = RunLog.open(folder, Rows.settings("a"), false);
    log.add(new Run("naive", Rows.FIRST.id(), 1, Run.End.FAILED, 0, 0, 0, 3, "no Java"));

    assertThat(RunLog.open(folder, Rows.settings("a"), false).all()).isEmpty();
  }

  @Test
  void refusesRunsOfAnotherBuildUnlessToldTo() throws IOException {
    RunLog.open(folder, Rows.settings("a"), false).add(ONE);

    assertThatThrownBy(() -> RunLog.open(folder, Rows.settings("b"), false))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--out " + folder + " holds runs with build a, not b: choose another folder, or --fresh to begin anew");
    assertThat(RunLog.open(folder, Rows.settings("b"), true).all()).containsExactly(ONE);
  }

  @Test
  void beginsAnewWhereItIsForgotten() throws IOException {
    RunLog.open(folder, Rows.settings("a"), false).add(ONE);
    RunLog.forget(folder);

    assertThat(RunLog.open(folder, Rows.settings("b"), false).all()).isEmpty();
  }

  @Test
  void saysWhatIsNoListOfRuns() throws IOException {
    RunLog.open(folder, Rows.settings("a"), false).add(ONE);
    Files.writeString(folder.resolve(RunLog.RUNS), "lowtide,l01,one,EXPOSED,1,1,1,1,\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> RunLog.open(folder, Rows.settings("a"), false))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is no list of runs");
  }
}
