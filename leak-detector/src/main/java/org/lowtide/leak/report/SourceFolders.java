package org.lowtide.leak.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the file of a frame, of which the JVM knows the name and the package only. */
final class SourceFolders {

  private final List<Path> folders;

  SourceFolders(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** The file of a frame in the first folder that has it; where none has, as from the top of a folder of sources. */
  Optional<String> uri(StackTraceElement frame) {
    String file = frame.getFileName();
    if (file == null) {
      return Optional.empty();
    }
    String className = frame.getClassName();
    String name = className.substring(0, className.lastIndexOf('.') + 1).replace('.', '/') + file;
    return Optional.of(folders.stream().map(folder -> folder.resolve(name)).filter(Files::isRegularFile).findFirst()
        .map(SourceFolders::uri).orElseGet(() -> encoded(name)));
  }

  private static String uri(Path file) {
    return file.isAbsolute() ? file.toUri().toString() : encoded(file.toString().replace('\\', '/'));
  }

  private static String encoded(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("a path must be one of a URI, was " + path, e);
    }
  }
}
