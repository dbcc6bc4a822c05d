package org.lowtide.fuzz.exec;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.fuzz.op.Program;

/**
 * Runs programs on a thread of its own, so that one that hangs is a finding and not the end of the run.
 *
 * <p>A thread that hangs cannot be stopped and is left behind as a daemon; it keeps a core busy until the JVM exits.
 *
 * <p>Thread rule: confined to one thread.
 */
public final class WatchedExecutor implements ProgramRunner {

  private static final long LOOK_EVERY_MILLIS = 50;

  private final List<Subject> subjects;
  private final Supplier<? extends Allocator> allocators;
  private final Bounds bounds;
  private final Duration timeout;

  /**
   * Makes an executor.
   *
   * @param subjects what to run, at least one
   * @param allocators where each run of a subject gets its blocks from; called from other threads
   * @param bounds how much of a program to run
   * @param timeout how long one operation may take
   */
  public WatchedExecutor(
      List<Subject> subjects, Supplier<? extends Allocator> allocators, Bounds bounds, Duration timeout) {
    this.subjects = List.copyOf(subjects);
    this.allocators = allocators;
    this.bounds = bounds;
    this.timeout = timeout;
  }

  @Override
  public Verdict run(Program program) {
    Progress progress = new Progress();
    Executor executor = new Executor(subjects, allocators, bounds, progress);
    CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("lowtide-executor")
        .daemon()
        .start(
            () -> {
              try {
                verdict.complete(executor.run(program));
              } catch (Throwable e) { // handed to the thread that waits
                verdict.completeExceptionally(e);
              }
            });
    return await(verdict, new Stall(progress, timeout));
  }

  /**
   * The subjects that this executor runs.
   *
   * @return in the order given
   */
  public List<Subject> subjects() {
    return subjects;
  }

  @Override
  public Bounds bounds() {
    return bounds;
  }

  @Override
  public WatchedExecutor only(String subject) {
    return new WatchedExecutor(List.of(Subject.named(subject, subjects)), allocators, bounds, timeout);
  }

  private static Verdict await(CompletableFuture<Verdict> verdict, Stall stall) {
    while (true) {
      Verdict done = poll(verdict);
      if (done != null) {
        return done;
      }
      Finding hang = stall.look(System.nanoTime());
      if (hang != null) {
        return new Verdict(List.of(hang), Math.max(0, hang.operationIndex()), 0);
      }
    }
  }

  private static @Nullable Verdict poll(CompletableFuture<Verdict> verdict) {
    try {
      return verdict.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a program ran", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the executor failed: " + e.getCause(), e.getCause());
    }
  }
}
