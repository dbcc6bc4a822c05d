package org.lowtide.fuzz.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.bytecode.CaseBytes;
import org.lowtide.fuzz.bytecode.CaseShrinker;
import org.lowtide.fuzz.bytecode.CaseVector;
import org.lowtide.fuzz.bytecode.Judge;
import org.lowtide.fuzz.bytecode.RandomCases;
import org.lowtide.fuzz.bytecode.VmCase;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.planted.PlantedMemory;
import org.lowtide.memory.ArenaMemoryProvider;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.vm.MemoryMode;

/** Fuzzes the machine over memories with a fault, and sees each found, shrunk, and shown again by its vector. */
final class FuzzedMachineTest {

  @TempDir
  private Path out = Path.of("");

  record Fault(MemoryProvider memory, FindingKind kind, int mostInstructions) {}

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault(new WrongBytes(), FindingKind.DIVERGENCE, 8),
        new Fault(PlantedMemory.LEAKS_ON_EVERY_THIRD_REVERT, FindingKind.LEAK, 24),
        new Fault(PlantedMemory.LOSES_A_BLOCK_WHEN_AN_ALLOCATION_FAILS, FindingKind.LEAK, 12),
        new Fault(PlantedMemory.LIMIT_IS_OFF_BY_ONE, FindingKind.DIVERGENCE, 8),
        new Fault(PlantedMemory.FREES_TWICE_AT_CLOSE, FindingKind.DOUBLE_FREE, 0));
  }

  /** A finding, the smallest case that shows it, and its vector. */
  private record Found(Finding finding, VmCase vmCase, Path vector) {}

  private static Found find(MemoryProvider memory, Path vector) throws IOException {
    Judge judge = new Judge(new HeapAllocator(), memory);
    RandomCases cases = new RandomCases(1);
    for (int i = 0; i < 2_000; i++) {
      VmCase met = CaseBytes.decode(cases.at(i));
      for (Finding finding : judge.findings(met)) {
        Judge only = judge.only(finding.subject());
        VmCase small =
            CaseShrinker.shrink(
                each -> only.findings(each).stream().anyMatch(it -> it.fingerprint().equals(finding.fingerprint())),
                met, 20_000, () -> false);
        Files.writeString(vector, CaseVector.text("planted", small, judge.expected(small, finding)));
        return new Found(finding, small, vector);
      }
    }
    throw new AssertionError(memory.name() + " was not found in 2,000 cases");
  }

  private static List<CaseResult> run(Found found, MemoryProvider memory) throws IOException {
    List<CaseResult> results = new ArrayList<>();
    MemoryMode mode = Judge.mode(found.finding().subject());
    new Conformance(new MachineMaker(new HeapAllocator(), mode, memory))
        .run(found.vector(), new Conformance.Visitor() {
          @Override
          public void ended(CaseResult result) {
            results.add(result);
          }

          @Override
          public void problem(String problem) {
            throw new AssertionError(problem);
          }
        });
    return results;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aPlantedFaultIsFoundShrunkAndShownAgainByItsVector(Fault fault) throws IOException {
    Found found = find(fault.memory(), out.resolve("planted.json"));
    assertThat(found.finding().kind()).isEqualTo(fault.kind());
    assertThat(found.vmCase().instructions()).isLessThanOrEqualTo(fault.mostInstructions());
    assertThat(run(found, fault.memory())).singleElement().matches(result -> !result.differences().isEmpty());
    assertThat(run(found, new ArenaMemoryProvider())).allMatch(CaseResult::passed);
  }
}
