package org.lowtide.fuzz.campaign;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The processor time that this JVM and those it has started have used, all threads together, since each began.
 *
 * <p>What a JVM used after it was last looked at is not seen, so this is to be asked several times a second. Where the
 * system does not tell, it stays zero.
 *
 * <p>Thread rule: confined to one thread.
 */
public final class ProcessorTime {

  private final Map<Long, Duration> used = new HashMap<>();

  /** Begins with what the system has counted so far. */
  public ProcessorTime() {}

  /**
   * Looks at all processes.
   *
   * @return never less than before
   */
  public Duration used() {
    look(ProcessHandle.current());
    ProcessHandle.current().children().forEach(this::look);
    return used.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  private void look(ProcessHandle process) {
    process.info().totalCpuDuration().ifPresent(duration -> used.merge(process.pid(), duration, ProcessorTime::longer));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
