package org.lowtide.fuzz.exec;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
  private final Set<Pass> passes;

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
    this(subjects, allocators, bounds, timeout, Set.of());
  }

  /**
   * Makes an executor that runs each program several times.
   *
   * @param subjects what to run, at least one
   * @param allocators where each run of a subject gets its blocks from; called from other threads
   * @param bounds how much of a program to run
   * @param timeout how long one operation may take
   * @param passes what to compare of several runs of one program
   */
  public WatchedExecutor(
      List<Subject> subjects, Supplier<? extends Allocator> allocators, Bounds bounds, Duration timeout,
      Set<Pass> passes) {
    this.passes = Set.copyOf(passes);
    this.subjects = List.copyOf(subjects);
    this.allocators = allocators;
    this.bounds = bounds;
    this.timeout = timeout;
  }

  @Override
  public Verdict run(Program program) {
    Progress progress = new Progress();
    Executor executor = new Executor(subjects, allocators, bounds, progress);
    Stall stall = new Stall(progress, timeout);
    Answer<Verdict> answer = await(() -> new Comparing(executor, passes).run(program), stall);
    Finding hang = answer.hang();
    return hang == null ? answer.value() : new Verdict(List.of(hang), Math.max(0, hang.operationIndex()), 0);
  }

  /**
   * The programs that fail each allocation of a program in turn.
   *
   * @param program any program
   * @param maxAllocations the most allocations that are failed
   * @return as {@link FaultPrograms} makes them; none where the program hangs
   */
  public List<Program> faults(Program program, int maxAllocations) {
    Progress progress = new Progress();
    FaultPrograms faults = new FaultPrograms(new Executor(subjects, allocators, bounds, progress), maxAllocations);
    Answer<List<Program>> answer = await(() -> faults.of(program), new Stall(progress, timeout));
    return answer.hang() == null ? answer.value() : List.of();
  }

  private static <T> Answer<T> await(Supplier<T> work, Stall stall) {
    CompletableFuture<T> value = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("lowtide-executor")
        .daemon()
        .start(
            () -> {
              try {
                value.complete(work.get());
              } catch (Throwable e) { // handed to the thread that waits
                value.completeExceptionally(e);
              }
            });
    while (true) {
      T done = poll(value);
      if (done != null) {
        return new Answer<>(done, null);
      }
      Finding hang = stall.look(System.nanoTime());
      if (hang != null) {
        return new Answer<>(null, hang);
      }
    }
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
    return new WatchedExecutor(List.of(Subject.named(subject, subjects)), allocators, bounds, timeout, passes);
  }

  private static <T> @Nullable T poll(CompletableFuture<T> value) {
    try {
      return value.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a program ran", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the executor failed: " + e.getCause(), e.getCause());
    }
  }

  /** What work came to, or how it hung. */
  private record Answer<T>(@Nullable T maybe, @Nullable Finding hang) {

    T value() {
      return Objects.requireNonNull(maybe, "the value of what came back");
    }
  }
}
