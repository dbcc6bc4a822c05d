package org.lowtide.fuzz.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes files that are either whole or not there: to a temporary name in the same folder, then moved.
 *
 * <p>Thread rule: safe for any thread, and for several processes on one folder.
 */
public final class AtomicFiles {

  /** How a temporary name begins; one that is left over was of a process that was killed. */
  public static final String TEMPORARY_PREFIX = ".lowtide-";

  private static final AtomicLong COUNT = new AtomicLong();

  private AtomicFiles() {}

  /**
   * Writes a file, replacing what is there; makes the folders above it.
   *
   * @param file where to
   * @param content all of it
   * @throws IOException where it cannot be written; then {@code file} is what it was
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("a file must have a name, was " + Names.printable(file));
    }
    Files.createDirectories(folder);
    Path temporary =
        folder.resolve(TEMPORARY_PREFIX + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + ".tmp");
    try {
      Files.write(temporary, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      move(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Writes a text file in UTF-8, replacing what is there; makes the folders above it.
   *
   * @param file where to
   * @param text all of it
   * @throws IOException where it cannot be written; then {@code file} is what it was
   */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
