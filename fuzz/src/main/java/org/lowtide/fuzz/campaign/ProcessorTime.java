package org.lowtide.fuzz.campaign;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
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

  /** How often new children are looked for: that goes through all processes of the system. */
  private static final long LIST_EVERY_NANOS = 300_000_000;

  private final Map<Long, Duration> used = new HashMap<>();
  private List<ProcessHandle> children = List.of();
  private long listed = System.nanoTime() - LIST_EVERY_NANOS;

  /** Begins with what the system has counted so far. */
  public ProcessorTime() {}

  /**
   * Looks at all processes.
   *
   * @return never less than before
   */
  public Duration used() {
    if (System.nanoTime() - listed >= LIST_EVERY_NANOS) {
      listed = System.nanoTime();
      children = ProcessHandle.current().children().toList();
    }
    look(ProcessHandle.current());
    children.forEach(this::look);
    return used.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  private void look(ProcessHandle process) {
    process.info().totalCpuDuration().ifPresent(duration -> used.merge(process.pid(), duration, ProcessorTime::longer));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
