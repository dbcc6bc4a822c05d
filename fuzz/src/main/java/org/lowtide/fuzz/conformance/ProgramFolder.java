package org.lowtide.fuzz.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.vm.MemoryProgram;

/** A folder that the memory operations of transactions are written to, each program in a file of its own. */
final class ProgramFolder {

  private static final int MAX_NAME = 100;

  private final Path folder;
  private final Set<String> taken = new HashSet<>();
  private int written;

  ProgramFolder(Path folder) {
    this.folder = folder;
  }

  /** How many programs were written. */
  int written() {
    return written;
  }

  /** Writes the program of a case, under the case's name and a number; null for one that does nothing, left out. */
  @Nullable Path write(String name, MemoryProgram program) {
    if (program.operations().isEmpty()) {
      return null;
    }
    String plain =
        name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('#')) + 1).replaceAll("[^A-Za-z0-9_]+", "-");
    String shortened = plain.substring(0, Math.min(plain.length(), MAX_NAME));
    int number = 0;
    while (!taken.add(file(shortened, number))) {
      number++;
    }
    Path file = folder.resolve(file(shortened, number));
    try {
      AtomicFiles.write(file, program.text());
    } catch (IOException e) {
      throw new UncheckedIOException("a program cannot be written to " + file, e);
    }
    written++;
    return file;
  }

  /** Names that differ in case only would be one file on some systems. */
  private static String file(String name, int number) {
    return (name + "-" + number).toLowerCase(Locale.ROOT) + ".txt";
  }
}
