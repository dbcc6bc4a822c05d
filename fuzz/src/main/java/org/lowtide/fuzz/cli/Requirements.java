package org.lowtide.fuzz.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.codec.Names;

/** What options must keep to, checked before a long run begins rather than at its end. */
public final class Requirements {

  private Requirements() {}

  /**
   * Refuses a number below 1.
   *
   * @param option the option that gave it
   * @param value the number
   * @throws UsageException where it is
   */
  public static void atLeastOne(String option, long value) {
    if (value < 1) {
      throw new UsageException(option + " must be at least 1, was " + value);
    }
  }

  /**
   * Refuses a folder that cannot be made, or written to.
   *
   * @param option the option that gave it
   * @param path the folder
   * @throws UsageException where it is so
   */
  public static void folder(String option, Path path) {
    for (Path at = path.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at)) {
        writable(option, path, at);
        return;
      }
      if (Files.exists(at)) {
        throw new UsageException(option + " " + Names.printable(path) + ": " + named(path, at) + "is not a folder");
      }
    }
  }

  /** Refuses a file that could not be written at the end of a long run. */
  static void file(String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null) {
      throw new UsageException(option + " " + Names.printable(file) + ": is a folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new UsageException(
          option + " " + Names.printable(file) + ": there is no folder " + Names.printable(folder));
    }
    writable(option, file, folder);
  }

  private static void writable(String option, Path path, Path folder) {
    if (!Files.isWritable(folder)) {
      throw new UsageException(
          option + " " + Names.printable(path) + ": " + named(path, folder) + "may not be written to");
    }
  }

  private static String named(Path path, Path at) {
    return path.toAbsolutePath().normalize().equals(at) ? "" : Names.printable(at) + " ";
  }
}
