package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The first phase, in a JVM of its own: the starting corpus, then random programs, without instrumentation.
 *
 * <p>Programs that reach something new are left as seeds for the second phase.
 */
final class RandomWorker {

  /** The longest program that the guided phase mutates, in bytes. */
  static final int MAX_SEED_BYTES = 4096;

  /** The longest that is left to it, in bytes: short seeds run and mutate faster. */
  private static final int MAX_LEFT_BYTES = 1024;

  private static final int MAX_SEEDS = 200;
  private static final int LATE_EVERY = 64;

  private RandomWorker() {}

  static void run(WorkerConfig config, Session session) throws IOException {
    if (config.firstIndex() == 0) {
      corpus(config, session);
    }
    int seeds = 0;
    long end = config.firstIndex() + config.runs();
    for (long index = config.firstIndex(); index < end && !session.isDone(); index++) {
      if (index % LATE_EVERY == 0 && session.isLate()) {
        break;
      }
      Session.Input input = session.random(index);
      session.run(input, index);
      if (session.reachedMore() && seeds < MAX_SEEDS && input.bytes().length <= MAX_LEFT_BYTES) {
        seeds++;
        Files.write(config.seeds().resolve(String.format(Locale.ROOT, "random-%012d", index)), input.bytes());
      }
    }
  }

  private static void corpus(WorkerConfig config, Session session) throws IOException {
    try (Stream<Path> files = Files.list(config.seeds())) {
      for (Path file : files.sorted().toList()) {
        if (session.isDone() || session.isLate()) {
          return;
        }
        session.run(session.input(Files.readAllBytes(file)), -1);
      }
    }
    session.reachedMore(); // what the corpus reaches is no news
  }
}
