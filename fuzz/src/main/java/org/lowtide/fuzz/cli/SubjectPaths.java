package org.lowtide.fuzz.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import org.lowtide.fuzz.campaign.Subjects;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.op.Target;
import picocli.CommandLine.Option;

/** The option that says where someone's own memories and allocators are. */
final class SubjectPaths {

  private static final List<String> SERVICES =
      Arrays.stream(Target.values()).map(target -> "META-INF/services/" + Subjects.providerType(target).getName())
          .toList();

  @Option(
      names = "--subject-path",
      paramLabel = "PATH",
      description = {
          "a jar or class folder with your own MemoryProvider or AllocatorProvider;", "may be given several times"
      })
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
          "--subject-path " + Names.printable(paths.getFirst()) + ": no provider is declared there in "
              + String.join(" or ", SERVICES));
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
      return SERVICES.stream().anyMatch(services -> Files.isRegularFile(path.resolve(services)));
    }
    if (!Files.isRegularFile(path)) {
      throw new UsageException(shown + "no such jar or class folder");
    }
    try (JarFile jar = new JarFile(path.toFile())) {
      return SERVICES.stream().anyMatch(services -> jar.getEntry(services) != null);
    } catch (IOException e) {
      throw new UsageException(shown + "is no jar that can be read: " + e.getMessage());
    }
  }

  List<String> asGiven() {
    return paths.stream().map(Path::toString).toList();
  }

  /** Finds all subjects of a target; what could not be loaded is a line of warning each. */
  Subjects find(Target target, PrintWriter err) {
    Subjects found = loadAll(target);
    found.warnings().forEach(warning -> err.println("lowtide: warning: " + Names.printable(warning)));
    return found;
  }

  private Subjects loadAll(Target target) {
    try {
      return Subjects.load(target, checked());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
