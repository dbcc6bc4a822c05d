package org.lowtide.fuzz.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Walks through files and folders of programs, each real folder once. */
final class ProgramWalk {

  private static final List<String> DOCUMENTS = List.of(".md", ".json", ".json.gz", ".dict", ".java");

  private final int maxOperations;
  private final ProgramFiles.Visitor visitor;
  private final Set<Path> seen = new HashSet<>();

  ProgramWalk(int maxOperations, ProgramFiles.Visitor visitor) {
    this.maxOperations = maxOperations;
    this.visitor = visitor;
  }

  boolean read(Path path) {
    try {
      return Files.isDirectory(path) ? folder(path) : ProgramFiles.readFile(path, maxOperations, visitor);
    } catch (ProgramFormatException e) {
      visitor.problem(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      visitor.problem(Names.printable(path) + ": " + reason(e));
    } catch (IOException e) {
      visitor.problem(Names.printable(path) + ": " + reason(e));
    }
    return true;
  }

  private boolean folder(Path folder) throws IOException {
    if (!seen.add(folder.toRealPath())) {
      visitor.problem(Names.printable(folder) + ": a link to a folder that is read already; not followed");
      return true;
    }
    List<Path> entries;
    try (Stream<Path> listed = Files.list(folder)) {
      entries = listed.filter(entry -> !isDocument(entry)).sorted().toList();
    }
    for (Path entry : entries) {
      if (!read(entry)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDocument(Path path) {
    String name = ProgramFiles.nameOf(path);
    return name.equals("license")
        || name.startsWith(AtomicFiles.TEMPORARY_PREFIX)
        || (DOCUMENTS.stream().anyMatch(name::endsWith) && !Files.isDirectory(path));
  }

  private static String reason(Exception e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "may not be read";
      case FileSystemException failed -> "cannot be read: " + Names.printable(String.valueOf(failed.getReason()));
      case UncheckedIOException unchecked when unchecked.getCause() != null -> reason(unchecked.getCause());
      default -> "cannot be read: " + Names.printable(String.valueOf(e.getMessage()));
    };
  }
}
