package org.lowtide.fuzz.bytecode;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lowtide.fuzz.exec.Finding;

/**
 * Runs a case on a thread of its own, so that one that hangs is a finding.
 *
 * <p>A thread that hangs cannot be stopped and is left behind as a daemon; it keeps a core busy until the JVM exits.
 */
public final class WatchedJudge {

  private static final long LOOK_EVERY_MILLIS = 50;

  private WatchedJudge() {}

  /**
   * Runs a case.
   *
   * @param judge says what to run it on
   * @param vmCase the case
   * @param timeout how long one run of the machine may take
   * @return what is wrong; the hang alone where there is one
   */
  public static List<Finding> findings(Judge judge, VmCase vmCase, Duration timeout) {
    Judge own = judge.withOwnProgress();
    CompletableFuture<List<Finding>> findings = new CompletableFuture<>();
    Thread.ofPlatform().name("lowtide-judge").daemon().start(() -> {
      try {
        findings.complete(own.findings(vmCase));
      } catch (Throwable e) { // handed to the thread that waits
        findings.completeExceptionally(e);
      }
    });
    MachineStall stall = new MachineStall(own.progress(), timeout);
    while (true) {
      try {
        return findings.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        Finding hang = stall.look(System.nanoTime());
        if (hang != null) {
          return List.of(hang);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a case ran", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("the judge failed: " + e.getCause(), e.getCause());
      }
    }
  }
}
