package org.lowtide.fuzz.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.memory.LegacyMemoryProvider;
import org.lowtide.vm.Frame;
import org.lowtide.vm.HaltReason;
import org.lowtide.vm.MemoryMode;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.Vm;

/** Any bytes are a case, and what they make is worth running. */
final class CaseBytesTest {

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static List<String> codes(byte[] input) {
    return CaseBytes.decode(input).codes().stream().map(code -> hex(Assembler.assemble(code))).toList();
  }

  @Test
  void anyBytesAreACaseAndAlwaysTheSame() {
    Random random = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      byte[] input = new byte[random.nextInt(400)];
      random.nextBytes(input);
      assertThat(codes(input)).isNotEmpty().isEqualTo(codes(input));
    }
  }

  @Test
  void codeThatIsThereComesBackAsItWas() {
    byte[] code = HexFormat.of().parseHex("6001600052" + "7f" + "ab".repeat(32) + "5b56fe5e");
    byte[] data = {1, 2, 3};
    VmCase decoded = CaseBytes.decode(CaseBytes.encode(Schedule.CANCUN, List.of(code, code), data));
    assertThat(decoded.schedule()).isSameAs(Schedule.CANCUN);
    assertThat(decoded.data()).isEqualTo(data);
    assertThat(decoded.failsAllocations()).isFalse();
    assertThat(decoded.codes()).hasSize(2).allMatch(each -> hex(Assembler.assemble(each)).equals(hex(code)));
  }

  @Test
  void aLabelIsWhereItsDestinationIsWhateverGoesBeforeIt() {
    List<Item> items =
        List.of(new Item.PushLabel(1), new Item.Plain(0x56), new Item.Plain(0x5b), new Item.Plain(0x5b));
    assertThat(hex(Assembler.assemble(items))).isEqualTo("610005565b5b");
    assertThat(hex(Assembler.assemble(items.subList(0, 2)))).isEqualTo("61000056");
  }

  @Test
  void drawnCodeSeldomLacksWordsOrADestination() {
    Judge judge = new Judge(new HeapAllocator(), new LegacyMemoryProvider());
    RandomCases cases = new RandomCases(5);
    long runs = 500;
    long broken = IntStream.range(0, (int) runs).mapToObj(i -> judge.arena(CaseBytes.decode(cases.at(i))))
        .filter(each -> each != null && (each.result().haltReason() == HaltReason.STACK_UNDERFLOW
            || each.result().haltReason() == HaltReason.BAD_JUMP))
        .count();
    assertThat(broken).isLessThan(runs / 10);
  }

  @Test
  void theShippedVectorsGiveSeedsThatRunAlikeOnAllMemories() {
    Judge judge = new Judge(new HeapAllocator(), new LegacyMemoryProvider());
    List<byte[]> seeds = VectorSeeds.shipped();
    assertThat(seeds).hasSizeGreaterThan(100);
    for (byte[] seed : seeds) {
      assertThat(judge.findings(CaseBytes.decode(seed))).isEmpty();
    }
  }

  @Test
  void theDeepestCallIsReached() {
    RandomCases cases = new RandomCases(6);
    for (Schedule schedule : List.of(Schedule.FRONTIER, Schedule.CANCUN)) {
      assertThat(IntStream.range(0, 32).mapToObj(i -> CaseBytes.decode(cases.at(64L * i + 1))) // as one in 64 is made to
          .filter(each -> each.schedule() == schedule).mapToInt(CaseBytesTest::depth).max()).hasValue(1_024);
    }
  }

  /** How deep the calls of a case go, on the arena. */
  private static int depth(VmCase vmCase) {
    Depths depths = new Depths();
    Vm vm =
        Vm.builder(vmCase.schedule()).memory(MemoryMode.ARENA).memoryLimitBytes(vmCase.memoryLimitBytes())
            .tracer(depths).build();
    try {
      vm.execute(vmCase.world(), Judge.block(), vmCase.frame());
    } catch (InstructionBudget.SpentException e) {
      // As far as fuzzing goes.
    }
    return depths.deepest;
  }

  private static final class Depths extends InstructionBudget {

    private int deepest;

    @Override
    public void beforeInstruction(Frame frame, int instruction) {
      super.beforeInstruction(frame, instruction);
      deepest = Math.max(deepest, frame.depth());
    }
  }
}
