package org.lowtide.fuzz.exec;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;

/**
 * Where an executor is, for a watchdog on another thread.
 *
 * <p>Thread rule: written by the executor's thread, read by any.
 */
public final class Progress {

  private static volatile @Nullable Recorder recorder;

  private volatile @Nullable Program program;
  private volatile String subject = "";
  private volatile int index;
  private final AtomicLong begun = new AtomicLong();

  /** Makes a progress of nothing yet. */
  public Progress() {}

  /**
   * Has all executors of this JVM tell what they run, so that it is known where the JVM ends with it.
   *
   * @param told is told from the threads of the executors; null for nobody
   */
  public static void recordTo(@Nullable Recorder told) {
    recorder = told;
  }

  void begin(Program program, int index) {
    Recorder told = recorder;
    if (told != null) {
      told.begin(program);
    }
    this.program = program;
    this.index = index;
    begun.incrementAndGet();
  }

  void at(String subject, int index) {
    Recorder told = recorder;
    if (told != null) {
      told.at(subject);
    }
    this.subject = subject;
    this.index = index;
  }

  /** The program goes on with one more operation than it began with. */
  void then(Operation operation) {
    Recorder told = recorder;
    if (told != null) {
      told.then(operation);
    }
  }

  void end() {
    program = null;
    Recorder told = recorder;
    if (told != null) {
      told.end(Math.max(0, index));
    }
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

  /** Is told what runs, before it does. */
  public interface Recorder {

    /**
     * A program begins.
     *
     * @param program all of it, as far as it is known
     */
    void begin(Program program);

    /**
     * The program goes on with an operation that it did not have when it began.
     *
     * @param operation the operation
     */
    void then(Operation operation);

    /**
     * A subject is called.
     *
     * @param subject its name
     */
    void at(String subject);

    /**
     * The program has ended.
     *
     * @param operations how many it had
     */
    void end(long operations);
  }
}
