package org.lowtide.fuzz.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.corpus.Corpus;
import org.lowtide.vm.MemoryMode;

/** Runs the shipped vectors. The nightly run does all of them on every memory and both allocators. */
final class ShippedVectorsTest {

  @ParameterizedTest
  @EnumSource
  void everyFramePasses(MemoryMode memory) throws IOException {
    Tally tally = run("vmtests/", memory);
    assertThat(tally.wrong).isEmpty();
    assertThat(tally.unsupported).isEmpty();
    assertThat(tally.passed).isEqualTo(577);
  }

  @Test
  void everyBlockPassesOnBothMemoriesInLockstepUnlessAPrecompiledContractIsMissing() throws IOException {
    Tally tally = run("blocktests/", MemoryMode.SHADOW);
    assertThat(tally.wrong).isEmpty();
    assertThat(tally.unsupported).allMatch(why -> why.startsWith("the precompiled contracts")).hasSize(32);
    assertThat(tally.passed).isEqualTo(1046 - 32);
  }

  private static Tally run(String folder, MemoryMode memory) throws IOException {
    Corpus corpus = Corpus.shipped();
    Conformance conformance = new Conformance(new HeapAllocator(), memory);
    Tally tally = new Tally();
    for (String name : corpus.names()) {
      if (name.startsWith(Corpus.VECTORS + folder)) {
        conformance.run(name, new GZIPInputStream(new ByteArrayInputStream(corpus.bytes(name))), tally);
      }
    }
    return tally;
  }

  private static final class Tally implements Conformance.Visitor {

    private final List<String> wrong = new ArrayList<>();
    private final List<String> unsupported = new ArrayList<>();
    private int passed;

    @Override
    public void ended(CaseResult result) {
      if (result.passed()) {
        passed++;
      } else if (result.unsupported() != null) {
        unsupported.add(result.unsupported());
      } else {
        wrong.add(result.name() + ": " + result.differences());
      }
    }

    @Override
    public void problem(String problem) {
      wrong.add(problem);
    }
  }
}
