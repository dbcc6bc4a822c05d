package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.lowtide.fuzz.campaign.CampaignStatus;
import org.lowtide.fuzz.exec.FindingKind;

final class StatusLineTest {

  private final StringWriter text = new StringWriter();
  private Instant now = Instant.EPOCH;

  private StatusLine line(boolean terminal) {
    return new StatusLine(new PrintWriter(text, true), now, terminal, () -> now);
  }

  private void after(Duration time) {
    now = now.plus(time);
  }

  @Test
  void aPlainLineEveryTenSeconds() {
    StatusLine line = line(false);
    after(Duration.ofSeconds(9));
    line.at(new CampaignStatus("random", 10, 100, -1, -1, 0));
    after(Duration.ofSeconds(1));
    line.at(new CampaignStatus("random", 20_000, 300_000, -1, -1, 1));
    after(Duration.ofSeconds(10));
    line.at(new CampaignStatus("guided", 25_000, 400_000, 321, 45, 2));
    line.end();
    assertThat(text.toString().lines())
        .containsExactly(
            "  10 s random 20,000 executions, 2,000 exec/s, 30,000 operations/s, 1 findings",
            "  20 s guided 25,000 executions, 500 exec/s, 10,000 operations/s, coverage 321, corpus 45, 2 findings");
  }

  @Test
  void oneLineThatIsRewrittenOnATerminal() {
    StatusLine line = line(true);
    after(Duration.ofMillis(500));
    line.at(new CampaignStatus("random", 50, 500, -1, -1, 0));
    line.found(FindingKind.LEAK, "theirs", 1);
    line.end();
    String clear = "\r\u001B[K";
    assertThat(text.toString())
        .isEqualToNormalizingNewlines(
            clear + "   0 s random 50 executions, 100 exec/s, 1,000 operations/s, 0 findings" + clear
                + "found LEAK in theirs after 1 execution\n");
  }
}
