package org.lowtide.fuzz.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Verdict;
import org.lowtide.fuzz.op.Target;

/**
 * Replays the whole corpus: no deviation outside the ledger, and nothing live after close.
 *
 * <p>The one trace that needs more than 64 MiB takes part with {@code -Dlowtide.large=true} only; it wants a heap of 6
 * GB.
 */
final class CorpusReplayTest {

  private static final boolean LARGE = Boolean.getBoolean("lowtide.large");
  private static final long LARGE_FROM_BYTES = 64L << 20;

  private final Ledger ledger = LedgerReader.shipped();

  @ParameterizedTest
  @MethodSource("org.lowtide.fuzz.corpus.Subjects#onEachAllocator")
  void allTracesReplay(Executor executor) {
    List<String> deviations = new ArrayList<>();
    long[] counts = new long[3];
    Corpus.shipped().traces(trace -> {
      if (LARGE || trace.program().header().limitBytes() <= LARGE_FROM_BYTES) {
        Verdict verdict = executor.run(trace.program());
        verdict.outside(ledger).forEach(finding -> deviations.add(trace.name() + ": " + finding.identity()));
        leaks(verdict).forEach(finding -> deviations.add(trace.name() + ": " + finding.observed()));
        counts[0]++;
        counts[1] += verdict.operations();
        counts[2] += verdict.cut() + trace.cut();
      }
      return true;
    });
    assertThat(deviations).isEmpty();
    assertThat(counts).containsExactly(LARGE ? 338 : 337, LARGE ? 186_138 : 181_083, 0);
  }

  @ParameterizedTest
  @MethodSource("org.lowtide.fuzz.corpus.Subjects#onEachAllocator")
  void allProgramsReplay(Executor executor) {
    List<NamedProgram> programs = Corpus.shipped().programs(Target.MEMORY);
    assertThat(programs).hasSizeGreaterThan(70);
    for (NamedProgram program : programs) {
      assertThat(executor.run(program.program()).outside(ledger)).as(program.name()).isEmpty();
    }
  }

  private static List<Finding> leaks(Verdict verdict) {
    return verdict.findings().stream().filter(finding -> finding.kind() == FindingKind.LEAK).toList();
  }
}
