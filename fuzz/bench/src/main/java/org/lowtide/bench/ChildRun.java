package org.lowtide.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lowtide.bench.bugs.Bug;
import org.lowtide.bench.way.Assignment;
import org.lowtide.bench.way.Outcome;
import org.lowtide.bench.way.Way;

/** One run in a JVM of its own, and what came of it. */
final class ChildRun {

  private static final Duration POLL = Duration.ofMillis(200);

  /** A JVM that has used this many times its budget of the wall's time is given up: it does not run, it waits. */
  private static final int PATIENCE = 20;

  private static final Duration LEAST_PATIENCE = Duration.ofMinutes(2);

  private final BenchOptions options;
  private final BooleanSupplier stopped;

  ChildRun(BenchOptions options, BooleanSupplier stopped) {
    this.options = options;
    this.stopped = stopped;
  }

  /** Runs; null where the bench was stopped before it ended. */
  @Nullable Run run(Way way, Bug bug, long seed) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("lowtide-bench-");
    try {
      Files.createDirectory(folder.resolve("tmp"));
      Path result = folder.resolve("result");
      Assignment assignment = new Assignment(bug, seed, options.budget(way), result);
      long began = System.nanoTime();
      Process process = start(way.command(assignment, folder.resolve("tmp")), folder.resolve("log"));
      boolean inTime = await(process, options.budget(way));
      double wall = (System.nanoTime() - began) / 1e9;
      if (stopped.getAsBoolean()) {
        return null;
      }
      return inTime && Files.exists(result)
          ? run(way, bug, seed, Outcome.read(result), wall)
          : failed(way, bug, seed, wall, lastLine(folder.resolve("log")));
    } finally {
      delete(folder);
    }
  }

  private static Process start(List<String> command, Path log) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private boolean await(Process process, Duration budget) throws InterruptedException {
    Duration patience = budget.multipliedBy(PATIENCE);
    patience = patience.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : patience;
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (!process.waitFor(POLL)) {
        if (stopped.getAsBoolean() || System.nanoTime() - end > 0) {
          return false;
        }
      }
      return true;
    } finally {
      end(process);
    }
  }

  /** Ends a JVM and those that it started. */
  private static void end(Process process) throws InterruptedException {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly().waitFor();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  private static Run run(Way way, Bug bug, long seed, Outcome outcome, double wall) {
    return new Run(
        way.word(),
        bug.id(),
        seed,
        outcome.exposed() ? Run.End.EXPOSED : Run.End.CENSORED,
        outcome.executions(),
        outcome.operations(),
        outcome.cpuMillis() / 1000.0,
        Math.round(wall * 1000) / 1000.0,
        outcome.finding());
  }

  private static Run failed(Way way, Bug bug, long seed, double wall, String why) {
    return new Run(way.word(), bug.id(), seed, Run.End.FAILED, 0, 0, 0, Math.round(wall * 1000) / 1000.0, why);
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return lines.isEmpty() ? "" : lines.getLast().replaceAll("[\\p{Cntrl},\"]", " ").strip();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (java.io.UncheckedIOException | java.nio.file.NoSuchFileException e) {
      // A JVM that is just being ended may still remove or write files of its own there.
    }
  }
}
