package org.lowtide.fuzz.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.exec.Progress;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.repro.FindingRecord;

/**
 * What runs in this JVM and what it has found, in a folder where the JVM that started it reads it once this one has ended
 * without a word. A JVM whose {@value #PROPERTY} is not set has none, and then nothing is kept.
 *
 * <p>Thread rule: safe from any thread, as long as programs run one after another.
 */
public final class BlackBox implements Progress.Recorder {

  /** The system property that names the folder. */
  public static final String PROPERTY = "lowtide.black-box";

  /** Room for all but huge traces; it takes space as far as it is used. */
  private static final long MAX_BYTES = 128 << 20;

  private static volatile @Nullable BlackBox current;

  private final Path folder;
  private final WorkerState state;
  private Target target = Target.MEMORY;
  private String subject = "";
  private int findings;

  private BlackBox(Path folder) throws IOException {
    this.folder = folder;
    this.state = WorkerState.open(folder.resolve("state"), MAX_BYTES);
  }

  /**
   * Begins to keep what runs, where this JVM was started for that; it is halted where the one that started it is gone.
   *
   * @throws IOException where the folder cannot be written
   */
  public static void open() throws IOException {
    String folder = System.getProperty(PROPERTY);
    if (folder == null) {
      return;
    }
    BlackBox box = new BlackBox(Path.of(folder));
    current = box;
    Progress.recordTo(box);
    Watchdog.start(ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(-1L), _ -> null, _ -> {});
  }

  /** This JVM is about to end by itself: nothing is to be told of it. */
  public static synchronized void close() {
    keep("ended", "");
    Progress.recordTo(null);
    current = null;
  }

  /**
   * Keeps what the programs that run from now on are called.
   *
   * @param name for messages; empty for none, where no program runs any more
   */
  public static void running(String name) {
    keep("name", name);
  }

  /**
   * Keeps why this JVM ends, where that is known.
   *
   * @param words for messages
   * @return whether anybody will read them
   */
  public static boolean lastWords(String words) {
    keep("words", words);
    return current != null;
  }

  /**
   * Keeps a finding that was reported.
   *
   * @param finding the finding
   */
  public static void found(FindingRecord finding) {
    BlackBox box = current;
    if (box != null) {
      try {
        keep(String.format(Locale.ROOT, "finding-%09d", box.findings++),
            new ObjectMapper().writeValueAsString(finding));
      } catch (IOException e) {
        throw new UncheckedIOException("a finding cannot be kept", e);
      }
    }
  }

  private static void keep(String name, String text) {
    BlackBox box = current;
    if (box != null) {
      try {
        AtomicFiles.write(box.folder.resolve(name), text);
      } catch (IOException e) {
        throw new UncheckedIOException("what runs cannot be kept in " + box.folder, e);
      }
    }
  }

  @Override
  public void begin(Program program) {
    byte[] bytes = ProgramBytes.encode(program);
    target = program.header().target();
    state.begin(0, bytes.length <= state.room() ? bytes : new byte[0]);
  }

  @Override
  public void then(Operation operation) {
    state.append(ProgramBytes.encode(target, operation));
  }

  @Override
  public void at(String called) {
    if (!called.equals(subject)) {
      subject = called;
      state.noteSubject(called);
    }
  }

  @Override
  public void end(long operations) {
    state.end(operations);
  }

  /**
   * Reads what a JVM has left behind.
   *
   * @param folder its black box
   * @param exitStatus how it ended
   * @return null where it ended by itself
   * @throws IOException where the folder cannot be read
   */
  public static @Nullable Death read(Path folder, int exitStatus) throws IOException {
    if (Files.exists(folder.resolve("ended"))) {
      return null;
    }
    try (WorkerState state = WorkerState.open(folder.resolve("state"), MAX_BYTES)) {
      String words = text(folder, "words");
      return new Death(
          text(folder, "name"), state.subject(), state.isRunning() ? ProgramBytes.decode(state.running()) : null,
          words.isEmpty() ? "status " + exitStatus : words, state.executions(), state.operations(),
          findings(folder));
    }
  }

  /**
   * Deletes what a JVM has left behind.
   *
   * @param folder its black box
   * @throws IOException where that cannot be done
   */
  public static void delete(Path folder) throws IOException {
    Folders.delete(folder);
  }

  private static String text(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static List<FindingRecord> findings(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      List<Path> kept =
          files.filter(file -> file.getFileName().toString().startsWith("finding-")).sorted().toList();
      List<FindingRecord> all = new ArrayList<>();
      for (Path file : kept) {
        all.add(new ObjectMapper().readValue(file.toFile(), FindingRecord.class));
      }
      return all;
    }
  }
}
