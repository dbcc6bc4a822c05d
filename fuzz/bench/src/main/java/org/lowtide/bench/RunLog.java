package org.lowtide.bench;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.cli.UsageException;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.codec.Names;

/**
 * The folder of a bench: a line for each run that has ended, kept at once, and the settings that they share. A bench that
 * was cut off finds here what it has done.
 *
 * <p>Thread rule: safe for use from several threads of one process.
 */
final class RunLog {

  /** The name of the file of runs. */
  static final String RUNS = "runs.csv";

  /** The setting that names the build. */
  static final String BUILD = "build";

  private static final String SETTINGS = "settings";
  private static final CsvMapper CSV =
      CsvMapper.builder()
          .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING) // else it quotes what is long
          .build();
  private static final CsvSchema SCHEMA = CSV.schemaFor(Run.class);

  private final Path file;
  private final Map<String, Run> runs = new LinkedHashMap<>();

  private RunLog(Path file) {
    this.file = file;
  }

  /**
   * Opens a folder, or makes it.
   *
   * @param settings what all its runs share
   * @param otherBuild whether runs of another build may stay
   * @throws UsageException where it holds runs of other settings
   */
  static RunLog open(Path folder, SortedMap<String, String> settings, boolean otherBuild) throws IOException {
    Files.createDirectories(folder);
    requireSame(folder, settings, otherBuild);
    RunLog log = new RunLog(folder.resolve(RUNS));
    if (Files.exists(log.file)) {
      log.read();
    }
    log.rewrite(); // without a line that was cut off
    return log;
  }

  private static void requireSame(Path folder, SortedMap<String, String> settings, boolean otherBuild)
      throws IOException {
    Path file = folder.resolve(SETTINGS);
    if (Files.exists(file)) {
      SortedMap<String, String> there = new TreeMap<>();
      Files.readAllLines(file).forEach(line -> there.put(line.split("=", 2)[0], line.split("=", 2)[1]));
      settings.forEach((name, value) -> {
        if (!value.equals(there.get(name)) && !(otherBuild && name.equals(BUILD))) {
          throw new UsageException(
              "--out " + Names.printable(folder) + " holds runs with " + name + " " + there.get(name) + ", not " + value
                  + ": choose another folder, or --fresh to begin anew");
        }
      });
    }
    StringBuilder text = new StringBuilder();
    settings.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    AtomicFiles.write(file, text.toString());
  }

  /** Removes what {@link #open} would find. */
  static void forget(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(RUNS));
    Files.deleteIfExists(folder.resolve(SETTINGS));
  }

  private void read() throws IOException {
    String text = Files.readString(file);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    try (MappingIterator<Run> rows = CSV.readerFor(Run.class).with(SCHEMA.withHeader()).readValues(whole)) {
      rows.forEachRemaining(this::keep);
    } catch (RuntimeException e) { // how Jackson's iterators wrap what is wrong with a line
      throw new UsageException(Names.printable(file) + " is no list of runs: " + e.getMessage());
    }
  }

  private void keep(Run run) {
    if (run.end() != Run.End.FAILED) {
      runs.put(run.key(), run);
    }
  }

  private void rewrite() throws IOException {
    StringWriter text = new StringWriter();
    try (SequenceWriter rows = CSV.writer(SCHEMA.withHeader()).writeValues(text)) {
      rows.writeAll(runs.values());
    }
    AtomicFiles.write(file, text.toString());
  }

  /** Keeps a run, on disk too. */
  synchronized void add(Run run) throws IOException {
    runs.put(run.key(), run);
    Files.writeString(
        file, CSV.writer(SCHEMA).writeValueAsString(run), StandardOpenOption.APPEND, StandardOpenOption.SYNC);
  }

  /** Forgets the runs of a way, so that they are done again. */
  synchronized void forgetWay(String way) throws IOException {
    runs.values().removeIf(run -> run.way().equals(way));
    rewrite();
  }

  /** The run of a way on a bug from a seed; null where it is still to be done. */
  synchronized @Nullable Run find(String way, String bug, long seed) {
    return runs.get(way + " " + bug + " " + seed);
  }

  /** All that are done. */
  synchronized List<Run> all() {
    return List.copyOf(runs.values());
  }
}
