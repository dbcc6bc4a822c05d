package org.lowtide.fuzz.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.op.Program;

/**
 * Files of programs, in any of the three forms: told apart by name, then by content.
 *
 * <p>A name that ends in {@code .jsonl} or {@code .jsonl.gz} is a file of traces. A first line that begins with {@value
 * ProgramText#MAGIC} makes a text, in UTF-8. All else is bytes, of which any are a program.
 */
public final class ProgramFiles {

  /** The largest file that is read, in bytes: 64 MiB. */
  public static final long MAX_FILE_BYTES = 64L << 20;

  private static final byte[] MAGIC = ProgramText.MAGIC.getBytes(StandardCharsets.US_ASCII);

  private ProgramFiles() {}

  /**
   * Reads all programs of files and folders, one after another, so that they are never in memory together.
   *
   * <p>Folders are read with all folders below them, in the order of their names; a link to a folder that is being read
   * already, or has been, is not followed. In a folder, documents and what {@link AtomicFiles} left over are passed over:
   * names that end in {@code .md}, {@code .json}, {@code .json.gz}, {@code .dict} or {@code .java}, and {@code LICENSE}.
   * What cannot be read is a problem, and the rest is read all the same.
   *
   * @param path a file or a folder
   * @param maxOperations the operations to keep of each program, at least 0; the others are counted
   * @param visitor what is told of each program and each problem
   * @return false where the visitor asked to stop
   */
  public static boolean read(Path path, int maxOperations, Visitor visitor) {
    return new ProgramWalk(maxOperations, visitor).read(path);
  }

  /**
   * Reads the one program of a file.
   *
   * @param file a file of one program
   * @param maxOperations the operations to keep, at least 0; the others are counted
   * @return the program
   * @throws ProgramFormatException where it cannot be read, breaks its format, or holds another number of programs; the
   *     message is one line and begins with the file
   */
  public static NamedProgram readOne(Path file, int maxOperations) throws ProgramFormatException {
    Single single = new Single();
    if (Files.isDirectory(file)) {
      throw new ProgramFormatException(Names.printable(file) + ": is a folder, expected a file of one program");
    }
    read(file, maxOperations, single);
    String problem = single.problem;
    if (problem != null) {
      throw new ProgramFormatException(problem);
    }
    NamedProgram program = single.program;
    if (program == null || single.count != 1) {
      throw new ProgramFormatException(
          Names.printable(file) + ": expected one program, was " + (single.count > 1 ? "more" : "none"));
    }
    return program;
  }

  /**
   * Tells a program from the bytes of a file that is not a file of traces.
   *
   * @param name how messages call it
   * @param content the whole file
   * @param maxOperations the operations to keep, at least 0; the others are counted
   * @return the program
   * @throws ProgramFormatException where it is a text that breaks its format; the message begins with the name
   */
  public static NamedProgram decode(String name, byte[] content, int maxOperations) throws ProgramFormatException {
    String shown = Names.printable(name);
    if (!isText(content)) {
      return ProgramBytes.decode(shown, content, maxOperations);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return ProgramText.parse(shown, text, maxOperations);
    } catch (CharacterCodingException e) {
      throw new ProgramFormatException(shown + ": text must be UTF-8", e);
    } catch (ProgramFormatException e) {
      throw new ProgramFormatException(shown + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes programs to a file, in the form that its name asks for: traces, text for {@code .txt}, else bytes. The file is
   * either whole or what it was.
   *
   * @param file where to
   * @param programs one, or any number for a file of traces
   * @throws ProgramFormatException where the form cannot hold them; the message begins with the file
   * @throws IOException where the file cannot be written
   */
  public static void write(Path file, List<NamedProgram> programs) throws IOException, ProgramFormatException {
    try {
      AtomicFiles.write(file, encode(nameOf(file), programs));
    } catch (ProgramFormatException e) {
      throw new ProgramFormatException(Names.printable(file) + ": " + e.getMessage(), e);
    }
  }

  private static byte[] encode(String fileName, List<NamedProgram> programs)
      throws IOException, ProgramFormatException {
    if (isTraces(fileName)) {
      return traces(fileName, programs);
    }
    if (programs.size() != 1) {
      throw new ProgramFormatException("holds one program, was given " + programs.size());
    }
    Program program = programs.getFirst().program();
    return fileName.endsWith(".txt")
        ? ProgramText.format(program).getBytes(StandardCharsets.UTF_8)
        : ProgramBytes.encode(program);
  }

  private static byte[] traces(String fileName, List<NamedProgram> programs)
      throws IOException, ProgramFormatException {
    StringBuilder lines = new StringBuilder();
    for (NamedProgram each : programs) {
      lines.append(TraceWriter.format(each.name(), each.program()));
    }
    byte[] plain = lines.toString().getBytes(StandardCharsets.UTF_8);
    if (!fileName.endsWith(".gz")) {
      return plain;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  /** Reads one file, whatever is in it; false where the visitor asked to stop. */
  static boolean readFile(Path file, int maxOperations, Visitor visitor) throws IOException, ProgramFormatException {
    String name = Names.printable(file);
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw new ProgramFormatException(name + ": must be a regular file");
    }
    requireSize(name, Files.size(file));
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes((int) MAX_FILE_BYTES + 1); // it may have grown
      requireSize(name, content.length);
      return isTraces(nameOf(file))
          ? readTraces(name, content, maxOperations, visitor)
          : visitor.program(decode(file.toString(), content, maxOperations));
    }
  }

  private static void requireSize(String name, long bytes) throws ProgramFormatException {
    if (bytes > MAX_FILE_BYTES) {
      throw new ProgramFormatException(
          name + ": a file of programs must be at most " + MAX_FILE_BYTES + " bytes, was " + bytes);
    }
  }

  /** Goes on after a malformed line: the first is told in full, the others are counted. */
  private static boolean readTraces(String name, byte[] content, int maxOperations, Visitor visitor)
      throws IOException, ProgramFormatException {
    String problem = "";
    long problems = 0;
    try (TraceReader reader = new TraceReader(new ByteArrayInputStream(content), maxOperations)) {
      while (true) {
        try {
          NamedProgram trace = reader.next();
          if (trace == null) {
            break;
          }
          if (!visitor.program(new NamedProgram(name + "#" + trace.name(), trace.program(), trace.cut()))) {
            return false;
          }
        } catch (ProgramFormatException e) {
          problem = problems++ == 0 ? String.valueOf(e.getMessage()) : problem;
        }
      }
    }
    if (problems > 0) {
      String more = problems > 1 ? " (and " + (problems - 1) + " more lines)" : "";
      throw new ProgramFormatException(name + ": " + problem + more);
    }
    return true;
  }

  private static boolean isTraces(String fileName) {
    return fileName.endsWith(".jsonl") || fileName.endsWith(".jsonl.gz");
  }

  private static boolean isText(byte[] content) {
    return content.length >= MAGIC.length
        && ByteBuffer.wrap(content, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }

  /** The last element in lower case; empty for a root. */
  static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
  }

  /** What is told of programs as they are read. */
  public interface Visitor {

    /**
     * A program was read.
     *
     * @param program the program
     * @return whether to go on
     */
    boolean program(NamedProgram program);

    /**
     * A file, a folder or a part of one could not be read; reading goes on.
     *
     * @param line one line: the file, the place and the rule
     */
    void problem(String line);
  }

  private static final class Single implements Visitor {

    private @Nullable NamedProgram program;
    private @Nullable String problem;
    private int count;

    @Override
    public boolean program(NamedProgram read) {
      program = read;
      count++;
      return count < 2;
    }

    @Override
    public void problem(String line) {
      problem = line;
    }
  }
}
