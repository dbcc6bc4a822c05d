package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.Operations;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.planted.PlantedMemory;

/** The stateful property fails on a planted fault, and its sample shrinks. */
final class MemoryPropertyFindsTest {

  private static final List<List<Operation>> FALSIFIED = new ArrayList<>();

  @Test
  void aPlantedFaultIsFalsifiedByASmallSample() {
    FALSIFIED.clear();
    EngineTestKit.engine("jqwik").selectors(selectClass(Planted.class)).configurationParameter("jqwik.database", "")
        .execute().testEvents().assertStatistics(statistics -> statistics.started(1).failed(1));
    assertThat(FALSIFIED).isNotEmpty();
    assertThat(FALSIFIED.stream().mapToInt(List::size).min().orElseThrow()).isLessThanOrEqualTo(6);
  }

  /** Run by the test alone: as a nested class it is found by no build. */
  static final class Planted {

    @Provide
    Arbitrary<List<Operation>> operations() {
      return Operations.any(Target.MEMORY).list().ofMaxSize(64);
    }

    @Property(seed = "21", tries = 1000)
    void keepsTheContract(@ForAll("operations") List<Operation> operations) {
      Executor executor =
          new Executor(List.of(Subject.of(PlantedMemory.COMMIT_FORGETS_SIZE)), HeapAllocator::new, Bounds.FUZZING);
      if (!executor.run(new Program(Header.DEFAULT, operations)).findings().isEmpty()) {
        FALSIFIED.add(List.copyOf(operations));
        throw new AssertionError("the contract is broken");
      }
    }
  }
}
