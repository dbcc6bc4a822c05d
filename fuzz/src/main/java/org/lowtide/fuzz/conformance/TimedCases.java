package org.lowtide.fuzz.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs each case on a thread of its own, so that one that does not end has failed and the next is run.
 *
 * <p>A thread that hangs cannot be stopped and is left behind as a daemon; it keeps a core busy until the JVM exits.
 *
 * @param limit how long a case may take
 */
record TimedCases(Duration limit) {

  CaseResult run(String name, Case one) throws VectorException {
    FutureTask<CaseResult> task = new FutureTask<>(one::run);
    Thread thread = Thread.ofPlatform().name("lowtide-case").daemon().start(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      thread.interrupt(); // which ends one that only waits
      String within = String.format(Locale.ROOT, "an end within %.1f s", limit.toNanos() / 1e9);
      return new CaseResult(name, List.of(new Difference("time", within, "none")), null);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a case ran", e);
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    }
  }

  /** What a case has thrown, as if it had been run here. */
  private static VectorException unwrapped(@Nullable Throwable thrown) {
    return switch (thrown) {
      case VectorException broken -> broken;
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      case null, default -> throw new IllegalStateException("a case failed: " + thrown, thrown);
    };
  }

  /** What is run. */
  @FunctionalInterface
  interface Case {
    CaseResult run() throws VectorException;
  }
}
