package org.lowtide.fuzz.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.campaign.AllocatorKind;
import org.lowtide.fuzz.campaign.CampaignOptions;
import org.lowtide.fuzz.campaign.CampaignStatus;
import org.lowtide.fuzz.campaign.VmCampaign;
import org.lowtide.fuzz.campaign.VmFindingRecord;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.op.Target;
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
        new Fault(PlantedMemory.FREES_TWICE_AT_CLOSE, FindingKind.CRASH, 0));
  }

  private VmFindingRecord find(MemoryProvider memory, Path folder) throws IOException {
    CampaignOptions options =
        new CampaignOptions(
            Target.MEMORY, List.of(), List.of(), AllocatorKind.HEAP, false, 1, Instant.now(), null, 2_000L, null,
            folder, 1, Set.of());
    List<VmFindingRecord> findings =
        new VmCampaign(options, memory, CampaignStatus.Listener.NONE).run().findings();
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  private static List<CaseResult> run(VmFindingRecord finding, MemoryProvider memory) throws IOException {
    List<CaseResult> results = new ArrayList<>();
    MemoryMode mode = MemoryMode.parse("memory", finding.memory());
    new Conformance(new MachineMaker(new HeapAllocator(), mode, memory))
        .run(Path.of(finding.vector()), new Conformance.Visitor() {
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
    VmFindingRecord finding = find(fault.memory(), out);
    assertThat(finding.kind()).isEqualTo(fault.kind());
    assertThat(finding.instructions()).isLessThanOrEqualTo(fault.mostInstructions());
    assertThat(run(finding, fault.memory())).singleElement().matches(result -> !result.differences().isEmpty());
    assertThat(run(finding, new ArenaMemoryProvider())).allMatch(CaseResult::passed);
    Path report = Path.of(finding.vector().replace(".json", ".report.txt"));
    assertThat(report).content().contains(finding.reproduce(), finding.observed());
  }

  @Test
  void theSameSeedGivesTheSameVector() throws IOException {
    VmFindingRecord one = find(new WrongBytes(), out.resolve("one"));
    VmFindingRecord two = find(new WrongBytes(), out.resolve("two"));
    assertThat(Files.readString(Path.of(two.vector()))).isEqualTo(Files.readString(Path.of(one.vector())));
  }
}
