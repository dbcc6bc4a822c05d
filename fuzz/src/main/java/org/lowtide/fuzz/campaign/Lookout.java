package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Waits for the JVMs of a campaign, tells the listener how far they are, and ends those that are late. */
final class Lookout {

  /** A JVM that has not ended this long after it should is killed; what it found is on disk already. */
  private static final Duration OVERTIME = Duration.ofMillis(200);

  /** A program that has been running for this long when its JVM is killed may be one that hangs. */
  private static final Duration SUSPICIOUS = Duration.ofSeconds(1);

  /** How long the signal that ended a child may take to reach us, where it was for the whole group of processes. */
  private static final Duration SIGNAL_DELAY = Duration.ofSeconds(1);

  private static final Duration POLL = Duration.ofMillis(100);

  /** The exit statuses of a JVM that was told to end by SIGINT and SIGTERM. */
  private static final Set<Integer> SIGNALLED = Set.of(130, 143);

  private final Workspace workspace;
  private final WorkerState state;
  private final CampaignStatus.Listener listener;
  private final CampaignClock clock;
  private int told;
  private byte @Nullable [] suspect;

  Lookout(Workspace workspace, WorkerState state, CampaignStatus.Listener listener, CampaignClock clock) {
    this.workspace = workspace;
    this.state = state;
    this.listener = listener;
    this.clock = clock;
  }

  /** The program that ran, for suspiciously long, when a JVM was killed last; null where none did. */
  byte @Nullable [] suspect() {
    return suspect;
  }

  /** Waits for a JVM to end, or ends it; returns whether it ended otherwise than it should. */
  boolean died(Process process, String phase, Instant deadline, BooleanSupplier stopped) throws IOException {
    Instant last = deadline.plus(OVERTIME);
    long seen = -1;
    Instant since = clock.instant();
    try {
      while (!process.waitFor(POLL)) {
        tell(phase);
        Instant now = clock.instant();
        if (state.executions() != seen || !state.isRunning()) {
          seen = state.executions();
          since = now;
        }
        if (stopped.getAsBoolean() || now.isAfter(last)) {
          process.destroyForcibly().waitFor();
          suspect = Duration.between(since, now).compareTo(SUSPICIOUS) < 0 ? suspect : state.running();
          state.clearRunning();
          return false;
        }
      }
      tell(phase);
      if (SIGNALLED.contains(process.exitValue()) && comesTrue(stopped)) {
        state.clearRunning();
        return false;
      }
      return process.exitValue() != 0 || state.isRunning();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new CampaignException("interrupted while the " + phase + " phase ran");
    }
  }

  /** Tells where the run is, and what was met since it was told last. */
  void tell(String phase) throws IOException {
    CampaignStatus status = workspace.status(phase, state);
    if (status.findings() > told) {
      List<Met> found = workspace.found().list();
      for (Met met : found.subList(told, found.size())) {
        listener.found(met.kind(), met.subject(), met.executions());
      }
      told = found.size();
    }
    listener.at(status);
  }

  private static boolean comesTrue(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(SIGNAL_DELAY);
    while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
      Thread.sleep(POLL);
    }
    return condition.getAsBoolean();
  }
}
