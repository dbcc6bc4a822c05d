package org.lowtide.fuzz.bytecode;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a judge is, for a watchdog on another thread.
 *
 * <p>Thread rule: written by the judge's thread, read by any.
 */
public final class MachineProgress {

  private volatile @Nullable String subject;
  private final AtomicLong begun = new AtomicLong();
  private Consumer<String> listener = _ -> {};

  MachineProgress() {}

  /**
   * Has somebody told of each run as it begins, by the judge's thread: what is running as a JVM ends is at fault.
   *
   * @param newListener is given the name of the memory
   */
  public void onBegin(Consumer<String> newListener) {
    listener = newListener;
  }

  void begin(String running) {
    listener.accept(running);
    subject = running;
    begun.incrementAndGet();
  }

  void end() {
    subject = null;
  }

  /** The memory that the machine runs on now; null between runs. */
  @Nullable String subject() {
    return subject;
  }

  /** How many runs have begun: a number that only grows. */
  long begun() {
    return begun.get();
  }
}
