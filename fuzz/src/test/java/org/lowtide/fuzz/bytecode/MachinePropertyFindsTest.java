package org.lowtide.fuzz.bytecode;

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
import org.lowtide.fuzz.conformance.WrongBytes;

/** The property of the machine fails on a memory with a planted fault, and its sample shrinks. */
final class MachinePropertyFindsTest {

  private static final List<Integer> FALSIFIED = new ArrayList<>();

  @Test
  void aPlantedFaultIsFalsifiedByASmallSample() {
    FALSIFIED.clear();
    EngineTestKit.engine("jqwik").selectors(selectClass(Planted.class)).configurationParameter("jqwik.database", "")
        .execute().testEvents().assertStatistics(statistics -> statistics.started(1).failed(1));
    assertThat(FALSIFIED).isNotEmpty();
    assertThat(FALSIFIED.stream().mapToInt(Integer::intValue).min().orElseThrow()).isLessThanOrEqualTo(8);
  }

  /** Run by the test alone: as a nested class it is found by no build. */
  static final class Planted {

    @Provide
    Arbitrary<List<Item>> code() {
      return MachinePropertyTest.anyCode();
    }

    @Property(seed = "22", tries = 1000)
    void allMemoriesEndAlike(@ForAll("code") List<Item> caller, @ForAll("code") List<Item> callee) {
      if (!MachinePropertyTest.findings(new WrongBytes(), caller, callee).isEmpty()) {
        FALSIFIED.add(caller.size() + callee.size());
        throw new AssertionError("the memories do not end alike");
      }
    }
  }
}
