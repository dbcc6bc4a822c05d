package org.lowtide.fuzz.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lowtide.fuzz.campaign.BlackBox;

/** Ends a long run cleanly on Ctrl-C: it is asked to stop, and the JVM waits for what it still has to say. */
public final class Interruption {

  private static final long GRACE_SECONDS = 20;

  private Interruption() {}

  /**
   * Runs something; on a signal to end, calls {@code stop} and exits with what the run then returns.
   *
   * @param stop asks the run to end within 20 s; called from another thread
   * @param run what to run
   * @param <E> what it throws
   * @return what the run returned
   * @throws E whatever the run throws
   */
  public static <E extends Exception> int guard(Runnable stop, Run<E> run) throws E {
    CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    Thread hook = new Thread(() -> onShutdown(stop, exitCode), "lowtide-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      int code = run.run();
      exitCode.complete(code);
      return code;
    } finally {
      exitCode.complete(ExitCode.FAILURE);
      remove(hook);
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already, and the hook waits for the exit code.
    }
  }

  private static void onShutdown(Runnable stop, CompletableFuture<Integer> exitCode) {
    if (exitCode.isDone()) {
      return; // an ordinary exit
    }
    stop.run();
    try {
      int code = exitCode.get(GRACE_SECONDS, TimeUnit.SECONDS);
      BlackBox.close();
      Runtime.getRuntime().halt(code);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      Runtime.getRuntime().halt(ExitCode.FAILURE);
    }
  }

  /** What is run. */
  @FunctionalInterface
  public interface Run<E extends Exception> {

    /**
     * Runs.
     *
     * @return an exit code
     * @throws E where it fails
     */
    int run() throws E;
  }
}
