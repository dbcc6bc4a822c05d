package org.lowtide.fuzz.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.memory.LegacyMemoryProvider;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.Vm;

/** The machine ends alike on all its memories whatever runs: the stateful property, over lists of instructions. */
final class MachinePropertyTest {

  private static final Integer[] ON_MEMORY = {
      0x20, 0x37, 0x39, 0x3e, 0x51, 0x52, 0x53, 0x59, 0x5a, 0x5e, 0xa0, 0xa1, 0xf0, 0xf1, 0xf3, 0xf4, 0xfa, 0xfd};

  @Provide
  Arbitrary<List<Item>> code() {
    return anyCode();
  }

  /** Lists of instructions, most of which work on memory, with operands for them. */
  static Arbitrary<List<Item>> anyCode() {
    Arbitrary<Item> push =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.integers().between(0, 1_024).map(BigInteger::valueOf)),
            Tuple.of(1, Arbitraries.integers().between(0, 200).map(Hostile::at)),
            Tuple.of(1, Arbitraries.integers().between(0, 1).map(i -> BigInteger.valueOf(VmCase.address(i).low()))))
            .map(Item.Push::of);
    Arbitrary<Item> onMemory = Arbitraries.of(ON_MEMORY).map(Item.Plain::new);
    Arbitrary<Item> any = Arbitraries.integers().between(0, 255).map(Item.Plain::new);
    Arbitrary<Item> label = Arbitraries.integers().between(0, 3).map(Item.PushLabel::new);
    return Arbitraries
        .frequencyOf(Tuple.of(12, push), Tuple.of(5, onMemory), Tuple.of(1, any), Tuple.of(1, label))
        .list().ofMaxSize(64);
  }

  @Property(seed = "22", tries = 1000)
  void allMemoriesEndAlike(
      @ForAll("code") List<Item> caller, @ForAll("code") List<Item> callee) {
    assertThat(findings(new LegacyMemoryProvider(), caller, callee)).isEmpty();
  }

  /** What two accounts show that may call each other, on the arena and another memory. */
  static List<Finding> findings(MemoryProvider old, List<Item> caller, List<Item> callee) {
    VmCase vmCase =
        new VmCase(
            Schedule.CANCUN, List.of(caller, callee), new byte[] {1, 2, 3}, 100_000, Vm.DEFAULT_MEMORY_LIMIT_BYTES,
            Failure.NONE);
    return new Judge(new HeapAllocator(), old).findings(vmCase);
  }
}
