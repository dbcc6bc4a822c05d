package org.lowtide.fuzz.exec;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.op.Program;

/**
 * Where an executor is, for a watchdog on another thread.
 *
 * <p>Thread rule: written by the executor's thread, read by any.
 */
public final class Progress {

  private volatile @Nullable Program program;
  private volatile String subject = "";
  private volatile int index;
  private final AtomicLong begun = new AtomicLong();

  /** Makes a progress of nothing yet. */
  public Progress() {}

  void begin(Program program, int index) {
    this.program = program;
    this.index = index;
    begun.incrementAndGet();
  }

  void at(String subject, int index) {
    this.subject = subject;
    this.index = index;
  }

  void end() {
    program = null;
  }

  /**
   * The program that is running.
   *
   * @return null between programs
   */
  public @Nullable Program program() {
    return program;
  }

  /**
   * The subject that is running.
   *
   * @return its name
   */
  public String subject() {
    return subject;
  }

  /**
   * The operation that is running.
   *
   * @return its index; -1 while opening, the number of operations while closing
   */
  public int index() {
    return index;
  }

  /**
   * How many programs have begun, so that a watchdog sees whether it is still the same one.
   *
   * @return a number that only grows
   */
  public long begun() {
    return begun.get();
  }
}
