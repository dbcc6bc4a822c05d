package org.lowtide.fuzz.bytecode;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.Finding;

/**
 * Notices that a run of the machine takes too long.
 *
 * <p>Thread rule: confined to the watching thread.
 */
public final class MachineStall {

  private final MachineProgress progress;
  private final Duration timeout;
  private long begun = -1;
  private long since;

  /**
   * Watches a judge.
   *
   * @param progress where it says how far it is
   * @param timeout how long one run of the machine may take
   */
  public MachineStall(MachineProgress progress, Duration timeout) {
    this.progress = progress;
    this.timeout = timeout;
  }

  /**
   * Looks once; to be called several times within the timeout.
   *
   * @param nanoTime now, as {@link System#nanoTime()} gives it
   * @return a finding of kind {@code HANG} where the same run has been going on for the timeout, else null
   */
  public @Nullable Finding look(long nanoTime) {
    String subject = progress.subject();
    if (subject == null || progress.begun() != begun) {
      begun = progress.begun();
      since = nanoTime;
      return null;
    }
    return nanoTime - since < timeout.toNanos() ? null : MachineFindings.hang(subject, timeout);
  }
}
