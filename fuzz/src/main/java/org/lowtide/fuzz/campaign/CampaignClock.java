package org.lowtide.fuzz.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** What the time of a campaign is. */
sealed interface CampaignClock extends InstantSource {

  /** The clock that the experiment asks for, of a campaign that began at {@code started}. */
  static CampaignClock of(Experiment.Time time, Instant started) {
    return time == Experiment.Time.WALL ? new Wall() : new Cpu(started);
  }

  /** When a worker is to end by itself, in the time of the wall: the campaign ends one that does not know its time. */
  Instant workerDeadline(Instant deadline);

  /** How long a JVM that counts the time of the wall may go on by itself. */
  long wallSeconds(long seconds);

  /** The user's time. */
  record Wall() implements CampaignClock {

    @Override
    public Instant instant() {
      return Instant.now();
    }

    @Override
    public Instant workerDeadline(Instant deadline) {
      return deadline;
    }

    @Override
    public long wallSeconds(long seconds) {
      return seconds;
    }
  }

  /**
   * The processor time that this JVM and those it has started have used. What a JVM used after it was last looked at,
   * several times a second, is not seen.
   *
   * <p>Thread rule: confined to the campaign's thread.
   */
  final class Cpu implements CampaignClock {

    private final Instant started;
    private final Map<Long, Duration> used = new HashMap<>();

    private Cpu(Instant started) {
      this.started = started;
    }

    @Override
    public Instant instant() {
      look(ProcessHandle.current());
      ProcessHandle.current().children().forEach(this::look);
      return started.plus(used.values().stream().reduce(Duration.ZERO, Duration::plus));
    }

    @Override
    public Instant workerDeadline(Instant deadline) {
      return Instant.MAX;
    }

    @Override
    public long wallSeconds(long seconds) {
      return Integer.MAX_VALUE;
    }

    private void look(ProcessHandle process) {
      process.info().totalCpuDuration().ifPresent(duration -> used.merge(process.pid(), duration, Cpu::longer));
    }

    private static Duration longer(Duration one, Duration other) {
      return one.compareTo(other) >= 0 ? one : other;
    }
  }
}
