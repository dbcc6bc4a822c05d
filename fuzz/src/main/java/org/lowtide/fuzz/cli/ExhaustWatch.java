package org.lowtide.fuzz.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.lowtide.alloc.Allocator;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Progress;
import org.lowtide.fuzz.exec.Stall;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.exec.WatchedExecutor;
import org.lowtide.fuzz.exhaust.Exhaust;
import org.lowtide.fuzz.exhaust.Exhausted;
import org.lowtide.fuzz.exhaust.Found;
import org.lowtide.fuzz.exhaust.Level;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Program;

/** Runs an exhaustive run on a thread of its own, so that a program that hangs is a finding and the end of it. */
final class ExhaustWatch {

  private static final long LOOK_EVERY_MILLIS = 50;

  private final Subject subject;
  private final Supplier<? extends Allocator> allocators;
  private final Exhaust exhaust;
  private final Progress progress;
  private final Duration timeout;
  private final List<Level> levels = new ArrayList<>();

  ExhaustWatch(Subject subject, Supplier<? extends Allocator> allocators, Exhaust exhaust, Progress progress,
      Duration timeout) {
    this.timeout = timeout;
    this.subject = subject;
    this.allocators = allocators;
    this.exhaust = exhaust;
    this.progress = progress;
  }

  Exhausted run(Consumer<Level> listener) {
    CompletableFuture<Exhausted> result = new CompletableFuture<>();
    Thread.ofPlatform().name("lowtide-exhaust").daemon().start(() -> {
      try {
        result.complete(exhaust.run(level -> {
          synchronized (levels) {
            levels.add(level);
          }
          listener.accept(level);
        }));
      } catch (Throwable e) { // handed to the thread that waits
        result.completeExceptionally(e);
      }
    });
    Stall stall = new Stall(progress, timeout);
    while (true) {
      try {
        return result.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        Finding hang = stall.look(System.nanoTime());
        if (hang != null) {
          return hung(hang);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while programs ran", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("the run failed: " + e.getCause(), e.getCause());
      }
    }
  }

  /** Looks for the hang once more in the program alone, which says at which operation it is. */
  private Exhausted hung(Finding hang) {
    Program program = exhaust.running();
    if (program == null) {
      program = new Program(Header.of(subject.target()), List.of());
    }
    Finding finding =
        new WatchedExecutor(List.of(subject), allocators, Bounds.FUZZING, timeout).run(program).findings().stream()
            .findFirst().orElse(hang);
    synchronized (levels) {
      return new Exhausted(subject.name(), levels, List.of(new Found(finding, program)), 0, 0);
    }
  }
}
