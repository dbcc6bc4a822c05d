package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Which packages someone's own jars and class folders hold, so that they are instrumented for coverage like ours. */
final class ClassFolders {

  private static final String CLASS = ".class";

  private ClassFolders() {}

  /** The packages as patterns of classes, in alphabetical order. */
  static List<String> packages(List<Path> paths) throws IOException {
    SortedSet<String> patterns = new TreeSet<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.walk(path)) {
          files.map(file -> path.relativize(file).toString().replace('\\', '/')).forEach(name -> add(name, patterns));
        }
      } else {
        try (JarFile jar = new JarFile(path.toFile())) {
          jar.stream().forEach(entry -> add(entry.getName(), patterns));
        }
      }
    }
    return List.copyOf(patterns);
  }

  private static void add(String name, SortedSet<String> patterns) {
    if (!name.endsWith(CLASS) || name.startsWith("META-INF/") || name.endsWith("module-info.class")) {
      return;
    }
    int slash = name.lastIndexOf('/');
    String type = name.substring(0, name.length() - CLASS.length()).replace('/', '.');
    patterns.add(slash < 0 ? type : name.substring(0, slash).replace('/', '.') + ".*");
  }
}
