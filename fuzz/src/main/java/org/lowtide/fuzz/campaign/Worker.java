package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program of the JVMs that a campaign starts: runs random programs, or shrinks what was found. */
final class Worker {

  private Worker() {}

  /** Takes what to do and the campaign's configuration. */
  public static void main(String[] arguments) throws IOException {
    WorkerConfig config = WorkerConfig.read(Path.of(arguments[1]));
    Task.valueOf(arguments[0]).run(config);
    // A subject may have left threads behind.
    Runtime.getRuntime().halt(0);
  }

  /** What a worker can be started for. */
  enum Task {
    /** One program, to see whether it hangs, or which subject ends the JVM. */
    TRIAL {
      @Override
      void run(WorkerConfig config) throws IOException {
        Session session = Matter.of(config).session(config);
        session.run(session.input(Files.readAllBytes(config.trial())), -1);
      }
    },
    /** The first phase. */
    RANDOM {
      @Override
      void run(WorkerConfig config) throws IOException {
        RandomWorker.run(config, Matter.of(config).session(config));
      }
    },
    /** What comes after the phases. */
    SHRINK {
      @Override
      void run(WorkerConfig config) throws IOException {
        Matter.of(config).shrink(config);
      }
    };

    abstract void run(WorkerConfig config) throws IOException;
  }
}
