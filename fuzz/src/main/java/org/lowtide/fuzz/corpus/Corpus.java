package org.lowtide.fuzz.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.codec.ProgramFiles;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.TraceReader;
import org.lowtide.fuzz.op.Target;

/**
 * The corpus that is shipped: read from the class path or the module path, from a jar or a folder, always in the same
 * order.
 *
 * <p>Names are paths below {@code META-INF/lowtide/corpus} with {@code /}, such as {@code seeds/deep.lowtide}; the file
 * {@code index.txt} there lists them. Thread rule: immutable.
 */
public final class Corpus {

  /** Where the corpus lies among the resources. */
  public static final String ROOT = "META-INF/lowtide/corpus/";

  /** The name of the file of traces of real contract code. */
  public static final String TRACES = "traces/memory-traces.jsonl.gz";

  /** The folder of the covering set that fuzzing starts from. */
  public static final String SEEDS = "seeds/";

  /** The folder of the programs that once showed a bug. */
  public static final String REGRESSIONS = "regressions/";

  /** The folder of the ledgers, and below it of their programs. */
  public static final String LEDGER = "ledger/";

  /** The folder of the public test vectors of Ethereum, packed. */
  public static final String VECTORS = "vectors/";

  /** The name of the fuzzer's dictionary for memories. */
  public static final String DICTIONARY = "dictionary/lowtide.dict";

  /** The name of the fuzzer's dictionary for allocators. */
  public static final String ALLOCATOR_DICTIONARY = "dictionary/allocator.dict";

  private static final String INDEX = "index.txt";

  private final ClassLoader loader;
  private final List<String> names;

  private Corpus(ClassLoader loader, List<String> names) {
    this.loader = loader;
    this.names = names;
  }

  /**
   * Opens the shipped corpus.
   *
   * @return the corpus
   * @throws IllegalStateException where it is not on the class path or module path
   */
  public static Corpus shipped() {
    ClassLoader loader = Corpus.class.getClassLoader();
    String index = new String(read(loader, INDEX), StandardCharsets.UTF_8);
    return new Corpus(loader, index.lines().filter(line -> !line.isBlank()).sorted().toList());
  }

  /**
   * All files of the corpus.
   *
   * @return their names, sorted
   */
  public List<String> names() {
    return names;
  }

  /**
   * The files that hold one program each: the seeds, the regressions and the ledger's.
   *
   * @return their names, sorted
   */
  public List<String> programNames() {
    return names.stream().filter(name -> name.endsWith(".lowtide") || name.endsWith(".txt")).toList();
  }

  /**
   * The content of a file.
   *
   * @param name as {@link #names} has it
   * @return all of it
   * @throws IllegalArgumentException where there is no such file
   */
  public byte[] bytes(String name) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException("name must be a file of the corpus, was " + name);
    }
    return read(loader, name);
  }

  /**
   * The program of a file.
   *
   * @param name as {@link #programNames} has it
   * @return the whole program
   * @throws IllegalArgumentException where there is no such file, or it holds no program
   */
  public NamedProgram program(String name) {
    try {
      return ProgramFiles.decode(name, bytes(name), Integer.MAX_VALUE);
    } catch (ProgramFormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * All programs in files of their own: the seeds, the regressions and the ledger's.
   *
   * @return in the order of {@link #programNames}
   */
  public List<NamedProgram> programs() {
    return programNames().stream().map(this::program).toList();
  }

  /**
   * The programs in files of their own that are about one target.
   *
   * @param target memories or allocators
   * @return in the order of {@link #programNames}
   */
  public List<NamedProgram> programs(Target target) {
    return programs().stream().filter(each -> each.program().header().target() == target).toList();
  }

  /**
   * The name of the fuzzer's dictionary.
   *
   * @param target what is fuzzed
   * @return a file of the corpus
   */
  public static String dictionary(Target target) {
    return target == Target.MEMORY ? DICTIONARY : ALLOCATOR_DICTIONARY;
  }

  /**
   * Reads all traces, one after another, so that they are never in memory together.
   *
   * @param visitor what is told of each
   * @return false where the visitor asked to stop
   */
  public boolean traces(TraceVisitor visitor) {
    try (TraceReader reader = new TraceReader(stream(loader, TRACES), Integer.MAX_VALUE)) {
      for (NamedProgram trace = reader.next(); trace != null; trace = reader.next()) {
        if (!visitor.trace(trace)) {
          return false;
        }
      }
      return true;
    } catch (ProgramFormatException e) {
      throw new IllegalStateException(TRACES + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the programs that fuzzing starts from into a folder: the seeds, the regressions and the ledger's, in bytes.
   *
   * @param folder where to; made where it is not there
   * @throws IOException where a file cannot be written
   */
  public void copyProgramsTo(Path folder) throws IOException {
    for (NamedProgram program : programs()) {
      String fileName = program.name().replace('/', '-').replaceFirst("\\.(lowtide|txt)$", ".lowtide");
      AtomicFiles.write(
          folder.resolve(fileName), ProgramBytes.encode(program.program()));
    }
  }

  private static byte[] read(ClassLoader loader, String name) {
    try (InputStream in = stream(loader, name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream stream(ClassLoader loader, String name) {
    InputStream in = loader.getResourceAsStream(ROOT + name);
    if (in == null) {
      throw new IllegalStateException("lowtide-corpus must be on the class path or module path; no " + ROOT + name);
    }
    return in;
  }

  /** What is told of traces as they are read. */
  public interface TraceVisitor {

    /**
     * A trace was read.
     *
     * @param trace the trace under its own name
     * @return whether to go on
     */
    boolean trace(NamedProgram trace);
  }
}
