package org.lowtide.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.lowtide.bench.bugs.Bug;
import org.lowtide.bench.way.Way;

/**
 * Does the runs that are not done yet, seed by seed: each way looks for each bug from one seed before any does from the
 * next, so that a bench that is cut off has said the same of all bugs.
 *
 * <p>Thread rule: {@link #run} is called once; {@link #stop} may be called from any thread.
 */
final class Bench {

  private final BenchOptions options;
  private final RunLog log;
  private final Listener listener;
  private volatile boolean stopped;

  Bench(BenchOptions options, RunLog log, Listener listener) {
    this.options = options;
    this.log = log;
    this.listener = listener;
  }

  /** Ends it soon; runs that have not ended are forgotten. */
  void stop() {
    stopped = true;
  }

  /** Does all runs; returns whether it got through. */
  boolean run() throws IOException {
    try (ExecutorService jobs = Executors.newFixedThreadPool(options.jobs())) {
      for (int seed = 1; seed <= options.seeds() && !stopped; seed++) {
        pass(jobs, seed);
      }
    }
    return !stopped;
  }

  private void pass(ExecutorService jobs, int seed) throws IOException {
    List<Future<?>> runs = new ArrayList<>();
    for (Bug bug : options.bugs()) {
      for (Way way : options.ways()) {
        if (seed <= options.seeds(way) && log.find(way.word(), bug.id(), seed) == null) {
          runs.add(jobs.submit(() -> run(way, bug, seed)));
        }
      }
    }
    for (Future<?> run : runs) {
      try {
        run.get();
      } catch (InterruptedException e) {
        stopped = true;
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        stopped = true;
        if (e.getCause() instanceof UncheckedIOException problem) {
          throw problem.getCause();
        }
        throw new IllegalStateException("a run failed: " + e.getCause(), e.getCause());
      }
    }
  }

  private void run(Way way, Bug bug, int seed) {
    if (stopped) {
      return;
    }
    try {
      Run run =
          isHopeless(way, bug, seed)
              ? Run.curtailed(way.word(), bug.id(), seed)
              : new ChildRun(options, () -> stopped).run(way, bug, seed);
      if (run != null) {
        log.add(run);
        listener.done(run);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isHopeless(Way way, Bug bug, int seed) {
    if (seed <= options.hopeless()) {
      return false;
    }
    for (int before = 1; before <= options.hopeless(); before++) {
      @Nullable Run run = log.find(way.word(), bug.id(), before);
      if (run == null || run.exposed()) {
        return false;
      }
    }
    return true;
  }

  /** Is told of each run that has ended, from the thread that ran it. */
  interface Listener {
    void done(Run run);
  }
}
