package org.lowtide.fuzz.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.lowtide.fuzz.campaign.Subjects;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.memory.MemoryProvider;
import picocli.CommandLine.Option;

/** The option that says where someone's own memories are. */
final class SubjectPaths {

  private static final String SERVICES = "META-INF/services/" + MemoryProvider.class.getName();

  @Option(
      names = "--subject-path",
      paramLabel = "PATH",
      description = "a jar or class folder with your own MemoryProvider; may be given several times")
  private List<Path> paths = new ArrayList<>();

  SubjectPaths() {}

  /** The paths, each of which can be read, and one of which declares a provider. */
  List<Path> checked() {
    boolean declared = paths.isEmpty();
    for (Path path : paths) {
      declared |= declares(path);
    }
    if (!declared) {
      throw new UsageException(
          "--subject-path " + Names.printable(paths.getFirst()) + ": no memory provider is declared there in "
              + SERVICES);
    }
    return paths;
  }

  /** Whether a jar or class folder declares providers; where it does not, it may be what a provider needs. */
  private static boolean declares(Path path) {
    String shown = "--subject-path " + Names.printable(path) + ": ";
    if (path.toString().contains(File.pathSeparator)) {
      throw new UsageException(shown + "must not contain '" + File.pathSeparator + "', which separates class paths");
    }
    if (Files.isDirectory(path)) {
      return Files.isRegularFile(path.resolve(SERVICES));
    }
    if (!Files.isRegularFile(path)) {
      throw new UsageException(shown + "no such jar or class folder");
    }
    try (JarFile jar = new JarFile(path.toFile())) {
      return jar.getEntry(SERVICES) != null;
    } catch (IOException e) {
      throw new UsageException(shown + "is no jar that can be read: " + e.getMessage());
    }
  }

  List<String> asGiven() {
    return paths.stream().map(Path::toString).toList();
  }

  /** Finds all subjects; what could not be loaded is a line of warning each. */
  Subjects find(PrintWriter err) {
    Subjects found = loadAll();
    found.warnings().forEach(warning -> err.println("lowtide: warning: " + Names.printable(warning)));
    return found;
  }

  private Subjects loadAll() {
    try {
      return Subjects.load(checked());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
