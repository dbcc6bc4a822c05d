package org.lowtide.fuzz.campaign;

import java.time.Instant;
import java.time.InstantSource;

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

  /** The processor time of this JVM and those it has started. */
  final class Cpu implements CampaignClock {

    private final Instant started;
    private final ProcessorTime time = new ProcessorTime();

    private Cpu(Instant started) {
      this.started = started;
    }

    @Override
    public Instant instant() {
      return started.plus(time.used());
    }

    @Override
    public Instant workerDeadline(Instant deadline) {
      return Instant.MAX;
    }

    @Override
    public long wallSeconds(long seconds) {
      return Integer.MAX_VALUE;
    }
  }
}
