package org.lowtide.leak.junit;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.report.LeakJson;
import org.lowtide.leak.report.LeakSarif;

/**
 * The JSON and the SARIF file of one run, under the first number that no other run has taken: forks of one build do not
 * tell their tests which of them they are, and none may write over another's.
 *
 * <p>Thread-safe, and safe for several processes on one folder.
 */
final class ReportFiles {

  private final Path folder;
  private int number;

  ReportFiles(Path folder) {
    this.folder = folder;
  }

  /** Writes both files, whole; a second time the same two. */
  synchronized void write(Collection<LeakReport> reports) throws IOException {
    if (number == 0) {
      number = take();
    }
    LeakJson.write(json(number), reports);
    LeakSarif.write(folder.resolve("leaks-" + number + ".sarif"), reports, sourceFolders());
  }

  /** Takes a number by making its file, which only one can do. */
  private int take() throws IOException {
    Files.createDirectories(folder);
    int free = 1;
    while (!make(json(free))) {
      free++;
    }
    return free;
  }

  private static boolean make(Path file) throws IOException {
    try {
      Files.createFile(file);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private Path json(int ofNumber) {
    return folder.resolve("leaks-" + ofNumber + ".json");
  }

  private static Path[] sourceFolders() {
    return Stream.of("main", "test").map(kind -> Path.of("src", kind, "java")).filter(Files::isDirectory)
        .toArray(Path[]::new);
  }
}
