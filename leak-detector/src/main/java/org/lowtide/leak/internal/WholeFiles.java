package org.lowtide.leak.internal;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Writes files that are either whole or not there. Safe for any thread, and for several processes on one folder. */
public final class WholeFiles {

  private static final AtomicLong COUNT = new AtomicLong();

  private WholeFiles() {}

  /**
   * Writes a text file in UTF-8 under a name of its own in the same folder, then moves it; makes the folders above it.
   *
   * @param file where to; what is there is replaced
   * @param text all of it
   * @throws IOException where it cannot be written; then {@code file} is what it was
   */
  public static void write(Path file, String text) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "file must have a name");
    Files.createDirectories(folder);
    Path temporary =
        folder.resolve(".lowtide-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + ".tmp");
    try {
      Files.writeString(temporary, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      move(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
