package org.lowtide.fuzz.corpus;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Target;
import org.lowtide.memory.ArenaMemoryProvider;
import org.lowtide.memory.LegacyMemoryProvider;

/** Replays the programs of the corpus, and with {@code JAZZER_FUZZ=1} fuzzes from them, guided by coverage. */
final class JazzerFuzzTest {

  private static final Ledger LEDGER = LedgerReader.shipped();

  private final Executor executor =
      new Executor(
          List.of(Subject.of(new ArenaMemoryProvider()), Subject.of(new LegacyMemoryProvider())),
          HeapAllocator::new,
          Bounds.FUZZING);

  static Stream<byte[]> programs() {
    return Corpus.shipped().programs(Target.MEMORY).stream().map(NamedProgram::program).map(ProgramBytes::encode);
  }

  @MethodSource("programs")
  @FuzzTest
  void memoriesKeepTheContract(byte[] bytes) {
    List<Finding> findings =
        executor.run(ProgramBytes.decode(ProgramBytes.about(Target.MEMORY, bytes))).outside(LEDGER);
    if (!findings.isEmpty()) {
      throw new AssertionError(findings.getFirst().identity());
    }
  }
}
