package org.lowtide.fuzz.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.lowtide.fuzz.campaign.CampaignStatus;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.exec.FindingKind;

/** Shows where a run is: one line that is rewritten on a terminal, a plain line every ten seconds elsewhere. */
final class StatusLine implements CampaignStatus.Listener {

  private static final Duration ON_TERMINAL = Duration.ofMillis(500);
  private static final Duration PLAIN = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final Instant started;
  private final InstantSource clock;
  private final boolean terminal;
  private final Duration interval;
  private Instant next;
  private Instant measuredAt;
  private long measuredExecutions;
  private long measuredOperations;
  private boolean shown;

  StatusLine(PrintWriter out, Instant started) {
    this(out, started, isTerminal(), InstantSource.system());
  }

  StatusLine(PrintWriter out, Instant started, boolean terminal, InstantSource clock) {
    this.out = out;
    this.started = started;
    this.clock = clock;
    this.terminal = terminal;
    this.interval = terminal ? ON_TERMINAL : PLAIN;
    this.next = started.plus(interval);
    this.measuredAt = started;
  }

  @SuppressWarnings("SystemConsoleNull") // it is null where both streams are redirected, whatever the check says
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public void at(CampaignStatus status) {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(interval);
    String line = line(status, now);
    if (terminal) {
      out.print("\r\u001B[K" + line);
      out.flush();
      shown = true;
    } else {
      out.println(line);
    }
    measuredAt = now;
    measuredExecutions = status.executions();
    measuredOperations = status.operations();
  }

  @Override
  public void found(FindingKind kind, String subject, long executions) {
    end();
    out.printf(
        Locale.ROOT,
        "found %s in %s after %,d %s%n",
        kind,
        Names.printable(subject),
        executions,
        executions == 1 ? "execution" : "executions");
  }

  private String line(CampaignStatus status, Instant now) {
    double seconds = Math.max(1, Duration.between(measuredAt, now).toMillis()) / 1000.0;
    String guided =
        status.coverage() < 0
            ? ""
            : String.format(Locale.ROOT, ", coverage %,d, corpus %,d", status.coverage(), status.corpus());
    return String.format(
        Locale.ROOT,
        "%4d s %-6s %,d executions, %,.0f exec/s, %,.0f operations/s%s, %d findings",
        Duration.between(started, now).toSeconds(),
        status.phase(),
        status.executions(),
        (status.executions() - measuredExecutions) / seconds,
        (status.operations() - measuredOperations) / seconds,
        guided,
        status.findings());
  }

  /** Removes the line from a terminal, so that what follows starts on a clean one. */
  void end() {
    if (shown) {
      out.print("\r\u001B[K");
      out.flush();
      shown = false;
    }
  }
}
