package org.lowtide.fuzz.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.exec.Finding;

/**
 * The folder where workers leave findings as they meet them: a program and what was seen for each, numbered in order.
 *
 * <p>Thread rule: one JVM writes at a time.
 */
final class FoundPrograms {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEEN = ".json";

  private final Path folder;

  FoundPrograms(Path folder) {
    this.folder = folder;
  }

  /** Keeps a finding, not yet shrunk; what was seen is written last, so that what is listed is whole. */
  void add(Finding finding, byte[] program, long executions) throws IOException {
    String name = String.format(Locale.ROOT, "%05d", count());
    Path file = folder.resolve(name + ".lowtide");
    Files.write(file, program);
    AtomicFiles.write(folder.resolve(name + SEEN),
        JSON.writeValueAsBytes(Met.of(finding, file.toString(), executions)));
  }

  /** All findings in the order they were met. */
  List<Met> list() throws IOException {
    List<Met> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> isSeen(path.getFileName().toString())).sorted().toList()) {
        all.add(JSON.readValue(file.toFile(), Met.class));
      }
    }
    return all;
  }

  Set<String> fingerprints() throws IOException {
    Set<String> fingerprints = new HashSet<>();
    for (Met met : list()) {
      fingerprints.add(met.finding().fingerprint());
    }
    return fingerprints;
  }

  int count() {
    String[] names = folder.toFile().list((_, name) -> isSeen(name));
    return names == null ? 0 : names.length;
  }

  private static boolean isSeen(String name) {
    return name.endsWith(SEEN) && !name.startsWith(".");
  }
}
