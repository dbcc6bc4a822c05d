package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A small file that two JVMs map: how many programs have run, and which one is running. It survives a worker that dies
 * without a word, so that the program that killed it is known.
 *
 * <p>Thread rule: one writer; readers see figures that may be a moment old.
 */
final class WorkerState implements AutoCloseable {

  private static final long EXECUTIONS = 0;
  private static final long OPERATIONS = 8;
  private static final long INDEX = 16;
  private static final long LENGTH = 24;
  private static final long HUNG = 32;
  private static final long SUBJECT = 40;
  private static final int MAX_SUBJECT_BYTES = 256;
  private static final long BYTES = SUBJECT + MAX_SUBJECT_BYTES;
  private static final long SIZE = 1 << 20;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private final Arena arena;
  private final MemorySegment map;

  private WorkerState(Arena arena, MemorySegment map) {
    this.arena = arena;
    this.map = map;
  }

  static WorkerState open(Path file) throws IOException {
    return open(file, SIZE);
  }

  /** The same with room for longer programs: that many bytes in all, which take space once they are written. */
  static WorkerState open(Path file, long size) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Arena arena = Arena.ofShared();
      return new WorkerState(arena, channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena));
    }
  }

  /** Notes the program that is about to run. */
  void begin(long index, byte[] program) {
    map.set(LONG, INDEX, index);
    int length = (int) Math.min(program.length, room());
    MemorySegment.copy(program, 0, map, ValueLayout.JAVA_BYTE, BYTES, length);
    map.set(LONG, LENGTH, length);
  }

  /** How many bytes of a program there is room for. */
  long room() {
    return map.byteSize() - BYTES;
  }

  /** Notes what the program that runs goes on with, where there is room for it. */
  void append(byte[] operation) {
    long length = map.get(LONG, LENGTH);
    if (length > 0 && length + operation.length <= room()) {
      MemorySegment.copy(operation, 0, map, ValueLayout.JAVA_BYTE, BYTES + length, operation.length);
      map.set(LONG, LENGTH, length + operation.length);
    }
  }

  /** Notes that it has run. */
  void end(long operations) {
    map.set(LONG, LENGTH, 0);
    map.set(LONG, EXECUTIONS, executions() + 1);
    map.set(LONG, OPERATIONS, operations() + operations);
  }

  /** Notes which subject runs now. */
  void noteSubject(String subject) {
    if (subject.length() < MAX_SUBJECT_BYTES / 4) { // as long as a name of a subject can be
      map.setString(SUBJECT, subject);
    }
  }

  /** The subject that ran last; empty where that was not noted. */
  String subject() {
    return map.getString(SUBJECT);
  }

  long executions() {
    return map.get(LONG, EXECUTIONS);
  }

  long operations() {
    return map.get(LONG, OPERATIONS);
  }

  long index() {
    return map.get(LONG, INDEX);
  }

  /** The program that was running; empty where none was. */
  byte[] running() {
    return map.asSlice(BYTES, map.get(LONG, LENGTH)).toArray(ValueLayout.JAVA_BYTE);
  }

  boolean isRunning() {
    return map.get(LONG, LENGTH) != 0;
  }

  /** Notes that the program that runs was found to hang. */
  void markHung() {
    map.set(LONG, HUNG, 1);
  }

  boolean hung() {
    return map.get(LONG, HUNG) != 0;
  }

  /** Forgets the program that was running when its JVM ended. */
  void clearRunning() {
    map.set(LONG, LENGTH, 0);
    map.set(LONG, HUNG, 0);
    map.set(ValueLayout.JAVA_BYTE, SUBJECT, (byte) 0);
  }

  @Override
  public void close() {
    arena.close();
  }
}
