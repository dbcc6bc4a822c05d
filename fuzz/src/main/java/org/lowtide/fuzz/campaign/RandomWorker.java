package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.RandomPrograms;

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

  static void run(WorkerConfig config) throws IOException {
    FuzzSession session = new FuzzSession(config);
    if (config.firstIndex() == 0) {
      corpus(config, session);
    }
    RandomPrograms programs = new RandomPrograms(config.target(), config.seed());
    int seeds = 0;
    long end = config.firstIndex() + config.runs();
    for (long index = config.firstIndex(); index < end && !session.isDone(); index++) {
      if (index % LATE_EVERY == 0 && session.isLate()) {
        break;
      }
      Program program = programs.at(index);
      byte[] bytes = ProgramBytes.encode(program);
      session.run(program, bytes, index);
      if (session.reachedMore() && seeds < MAX_SEEDS && bytes.length <= MAX_LEFT_BYTES) {
        seeds++;
        Files.write(config.seeds().resolve(String.format(Locale.ROOT, "random-%012d", index)), bytes);
      }
    }
  }

  private static void corpus(WorkerConfig config, FuzzSession session) throws IOException {
    try (Stream<Path> files = Files.list(config.seeds())) {
      for (Path file : files.sorted().toList()) {
        if (session.isDone() || session.isLate()) {
          return;
        }
        byte[] bytes = Files.readAllBytes(file);
        session.run(ProgramBytes.decode(bytes, config.bounds().maxOperations()), bytes, -1);
      }
    }
    session.reachedMore(); // what the corpus reaches is no news
  }
}
