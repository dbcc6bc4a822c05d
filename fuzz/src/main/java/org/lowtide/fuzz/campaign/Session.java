package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.Finding;

/**
 * What both phases do with each input, whatever is fuzzed: note it, run it, keep what is found.
 *
 * <p>A {@link Watchdog} looks on: an input that hangs is kept as a finding and the JVM is halted.
 */
abstract class Session {

  private final WorkerConfig config;
  private final WorkerState state;
  private final FoundPrograms found;
  private final Set<String> known;
  private final Set<ByteBuffer> deadly;
  private volatile byte[] running = {};

  /** What is run: bytes, and what they mean. */
  interface Input {

    /** The bytes that show a finding again. */
    byte[] bytes();

    /** Runs it, hands on what is wrong and not expected, and returns how many operations that took. */
    long run(Keeper keeper);
  }

  /** Keeps what is new of findings, with the bytes that show them; returns whether anything was. */
  @FunctionalInterface
  interface Keeper {

    boolean keep(List<Finding> findings, byte[] bytes);
  }

  Session(WorkerConfig config) throws IOException {
    this.config = config;
    this.state = WorkerState.open(config.state());
    this.found = new FoundPrograms(config.found());
    this.known = ConcurrentHashMap.newKeySet();
    this.known.addAll(found.fingerprints());
    this.deadly = read(config.deadly());
  }

  /** Starts the watchdog; {@code look} is called with the time now, and says whether an input hangs. */
  final void watch(LongFunction<@Nullable Finding> look) {
    Watchdog.start(config.parentPid(), look, this::onHang);
  }

  /** Notes which subject runs now, so that it is known whose fault it is where the JVM ends. */
  final void noteSubject(String subject) {
    state.noteSubject(subject);
  }

  /** What any bytes mean. */
  abstract Input input(byte[] bytes);

  /** The input of that place in the random sequence. */
  abstract Input random(long index);

  /** Whether the last input reached something that none before it did. */
  abstract boolean reachedMore();

  /** Runs an input, unless it is known to be deadly; {@code index} is its place in the random sequence, or -1. */
  final void run(Input input, long index) {
    byte[] bytes = input.bytes();
    if (!deadly.isEmpty() && deadly.contains(ByteBuffer.wrap(bytes))) {
      return;
    }
    running = bytes;
    state.begin(index, bytes);
    state.end(input.run(this::keep));
  }

  private boolean keep(List<Finding> findings, byte[] bytes) {
    boolean news = false;
    for (Finding finding : findings) {
      if (!isDone() && known.add(finding.fingerprint())) {
        keep(finding, bytes);
        news = true;
      }
    }
    return news;
  }

  /** Whether as many findings were made as are asked for. */
  final boolean isDone() {
    return known.size() >= config.maxFindings();
  }

  final boolean isLate() {
    return System.currentTimeMillis() >= config.deadlineMillis();
  }

  private void keep(Finding finding, byte[] bytes) {
    try {
      found.add(finding, bytes, state.executions() + 1);
    } catch (IOException e) {
      throw new UncheckedIOException("a finding cannot be written to " + config.found(), e);
    }
  }

  private void onHang(Finding hang) {
    state.markHung();
    if (known.add(hang.fingerprint())) {
      keep(hang, running);
    }
  }

  private static Set<ByteBuffer> read(Path folder) throws IOException {
    Set<ByteBuffer> programs = new HashSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        programs.add(ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
    return programs;
  }
}
