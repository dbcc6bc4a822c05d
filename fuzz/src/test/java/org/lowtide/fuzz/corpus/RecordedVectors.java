package org.lowtide.fuzz.corpus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramFiles;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.conformance.CaseResult;
import org.lowtide.fuzz.conformance.Conformance;
import org.lowtide.memory.LegacyMemoryProvider;
import org.lowtide.vm.MemoryMode;

/** The programs that the machine records of a few shipped vectors: single frames, and copies within memory. */
final class RecordedVectors {

  private static final List<String> SUITES =
      List.of(
          "blocktests/Cancun_stEIP5656-MCOPY", "vmtests/vmEnvironmentalInfo", "vmtests/vmIOandFlowOperations",
          "vmtests/vmLogTest", "vmtests/vmSha3Test");

  private RecordedVectors() {}

  /** The programs in the order of their names. */
  static List<NamedProgram> programs() {
    try {
      Path folder = Files.createTempDirectory("lowtide-recorded-");
      try {
        record(folder);
        return read(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void record(Path folder) throws IOException {
    Conformance conformance =
        new Conformance(new HeapAllocator(), MemoryMode.ARENA, new LegacyMemoryProvider(), folder, folder);
    for (String suite : SUITES) {
      String name = Corpus.VECTORS + suite + ".json.gz";
      byte[] packed = Corpus.shipped().bytes(name);
      conformance.run(name, new GZIPInputStream(new ByteArrayInputStream(packed)), new AllPass());
    }
  }

  private static List<NamedProgram> read(Path folder) throws IOException {
    List<NamedProgram> programs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName()).replace(".txt", "");
        programs.add(ProgramFiles.decode(name, Files.readAllBytes(file), Integer.MAX_VALUE));
      }
    } catch (ProgramFormatException e) {
      throw new IllegalStateException("what is recorded can be read", e);
    }
    return programs;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static final class AllPass implements Conformance.Visitor {

    @Override
    public void ended(CaseResult result) {
      if (!result.passed()) {
        throw new IllegalStateException(result.name() + ": " + result.differences());
      }
    }

    @Override
    public void problem(String problem) {
      throw new IllegalStateException(problem);
    }
  }
}
