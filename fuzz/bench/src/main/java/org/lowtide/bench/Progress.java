package org.lowtide.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Says how far a bench is: how many runs are done, and how long the others will take. */
final class Progress implements Bench.Listener {

  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Results results;
  private final PrintWriter out;
  private final int all;
  private final AtomicInteger done = new AtomicInteger();
  private final long began = System.nanoTime();
  private long said = began;

  Progress(Results results, PrintWriter out) {
    this.results = results;
    this.out = out;
    this.all = results.options().runs();
  }

  void begin() {
    BenchOptions options = results.options();
    int before =
        options.bugs().stream()
            .mapToInt(bug -> options.ways().stream().mapToInt(way -> results.cell(way, bug).runs().size()).sum())
            .sum();
    done.set(before);
    out.printf(
        Locale.ROOT,
        "%d bugs, %d ways, %d runs, %d at once, estimated %s%s%n",
        options.bugs().size(),
        options.ways().size(),
        all,
        options.jobs(),
        text(Estimate.left(results)),
        before == 0 ? "" : "; going on after " + before + " runs");
  }

  @Override
  public synchronized void done(Run run) {
    done.incrementAndGet();
    if (run.end() == Run.End.FAILED) {
      out.printf("failed: %s on %s, seed %d: %s%n", run.way(), run.bug(), run.seed(), run.finding());
    }
    long now = System.nanoTime();
    if (now - said >= EVERY.toNanos()) {
      said = now;
      out.printf(
          Locale.ROOT, "%4d s %d of %d runs, about %s left%n", Duration.ofNanos(now - began).toSeconds(), done.get(),
          all, text(Estimate.left(results)));
    }
  }

  void end(boolean complete) {
    out.printf(
        Locale.ROOT, "%s %d of %d runs in %s%s%n", complete ? "done:" : "stopped after", done.get(), all,
        text(Duration.ofNanos(System.nanoTime() - began)), complete ? "" : "; the same command goes on from there");
  }

  private static String text(Duration duration) {
    return duration.toMinutes() < 2 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
  }
}
