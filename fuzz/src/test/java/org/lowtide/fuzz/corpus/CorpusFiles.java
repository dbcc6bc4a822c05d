package org.lowtide.fuzz.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.op.Target;

/**
 * Writes what of the corpus is made: the seeds, the dictionaries and the index. Run it after a change of the formats, the
 * hand-made seeds, or the files of the corpus; {@link ShippedCorpusTest} says when.
 */
final class CorpusFiles {

  private CorpusFiles() {}

  /**
   * Writes the files.
   *
   * @param arguments the folder {@code META-INF/lowtide/corpus} of the sources
   * @throws IOException where one cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Path seeds = root.resolve("seeds");
    Map<String, byte[]> chosen = SeedSelection.choose();
    for (String old : files(seeds)) {
      if (old.endsWith(".lowtide") && !chosen.containsKey(old)) {
        Files.delete(seeds.resolve(old));
      }
    }
    for (Map.Entry<String, byte[]> seed : chosen.entrySet()) {
      AtomicFiles.write(seeds.resolve(seed.getKey()), seed.getValue());
    }
    for (Target target : Target.values()) {
      AtomicFiles.write(root.resolve(Corpus.dictionary(target)), FuzzDictionary.bytes(target));
    }
    AtomicFiles.write(root.resolve("index.txt"), index(root));
  }

  /** The index of a folder: a line for each file but the index itself. */
  static String index(Path root) throws IOException {
    StringBuilder lines = new StringBuilder();
    files(root).stream().filter(name -> !name.equals("index.txt")).forEach(name -> lines.append(name).append('\n'));
    return lines.toString();
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile).map(file -> root.relativize(file).toString().replace('\\', '/'))
          .sorted().toList();
    }
  }
}
