package org.lowtide.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The switch, the rollout, and what is told of memories. */
final class MemoryModeTest {

  private static final String BUSY = "PUSH1 01 PUSH1 40 MSTORE PUSH0 PUSH0 PUSH1 20 PUSH0 PUSH0 PUSH1 c1 GAS CALL "
      + "PUSH1 20 PUSH1 40 PUSH0 MCOPY PUSH1 ff PUSH0 MSTORE8 PUSH1 20 PUSH0 KECCAK256" + Bench.RETURN_TOP;

  @AfterEach
  void clear() {
    System.clearProperty(MemoryMode.PROPERTY);
  }

  @Test
  void thePropertyIsTheDefaultAndArenaWhereItIsNotSet() {
    assertThat(MemoryMode.fromProperty()).isEqualTo(MemoryMode.ARENA);
    System.setProperty(MemoryMode.PROPERTY, "shadow");
    assertThat(MemoryMode.fromProperty()).isEqualTo(MemoryMode.SHADOW);
    Bench bench = new Bench(Schedule.CANCUN, MemoryMode.LEGACY);
    Vm byProperty = Vm.builder(Schedule.CANCUN).build();
    assertThat(run(byProperty, bench).memory()).isEqualTo(MemoryMode.SHADOW);
    assertThat(run(bench.builder().build(), bench).memory()).isEqualTo(MemoryMode.LEGACY);
  }

  @Test
  void anyOtherValueIsRefused() {
    System.setProperty(MemoryMode.PROPERTY, "Arena");
    assertThatThrownBy(() -> Vm.builder(Schedule.CANCUN).build()).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lowtide.memory must be legacy, arena or shadow, was 'Arena'");
  }

  private static TransactionResult run(Vm vm, Bench bench) {
    return vm.execute(bench.world.copy(), Bench.block(), transaction(0));
  }

  private static Transaction transaction(int number) {
    return Transaction.plain(
        Bench.SENDER, Bench.CONTRACT, new byte[0], BigInteger.valueOf(number), 100_000, BigInteger.TEN);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.25, 1})
  void aRolloutTakesItsShareAndCountsIt(double fraction) {
    Bench bench = Bench.arena();
    Vm vm = bench.builder().rollout(new Rollout(fraction, 7)).build();
    for (int i = 0; i < 1_000; i++) {
      TransactionResult result = vm.execute(bench.world, Bench.block(), transaction(i));
      assertThat(result.memory()).isIn(MemoryMode.ARENA, MemoryMode.LEGACY);
    }
    MemoryCounts counts = vm.memoryCounts();
    assertThat(counts.arena() + counts.legacy()).isEqualTo(1_000);
    assertThat(counts.arena() / 1_000.0).isBetween(fraction - 0.05, fraction + 0.05);
    assertThat(counts.shadow() + counts.deviated()).isZero();
  }

  @Test
  void whoIsInARolloutStaysInALargerOne() {
    List<Transaction> all = IntStream.range(0, 500).mapToObj(MemoryModeTest::transaction).toList();
    List<Transaction> few = all.stream().filter(new Rollout(0.2, 3)::includes).toList();
    assertThat(few).isNotEmpty().hasSizeLessThan(200).allMatch(new Rollout(0.5, 3)::includes);
    assertThat(all.stream().filter(new Rollout(0.2, 4)::includes).toList()).isNotEqualTo(few);
    assertThatThrownBy(() -> new Rollout(1.5, 0)).hasMessage("fraction must be 0 to 1, was 1.5");
    assertThatThrownBy(() -> new Rollout(Double.NaN, 0)).hasMessage("fraction must be 0 to 1, was NaN");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRecordedIsAProgram(MemoryMode memory) {
    List<MemoryProgram> programs = new ArrayList<>();
    Bench bench = Bench.on(memory).put(Bench.OTHER, "PUSH0 CALLDATALOAD PUSH0 MSTORE");
    bench.builder().memoryListener(new MemoryListener() {
      @Override
      public boolean records() {
        return true;
      }

      @Override
      public void recorded(MemoryProgram program) {
        programs.add(program);
      }
    });
    bench.frame(BUSY, Bench.PLENTY);
    assertThat(programs).singleElement().satisfies(program -> {
      assertThat(program.leftOut()).isZero();
      assertThat(program.operations()).extracting(each -> each.kind().word()).startsWith(
          "ensureCapacity", "setWord", "getSlice", "newChild", "ensureCapacity", "setWord", "revertChild", "copy");
      assertThat(program.text()).startsWith(
          "lowtide program 1\ncapacity 0\nlimit 2147483639\nensureCapacity 96\nsetWord 64 hex(" + "0".repeat(62)
              + "01)\n")
          .contains("\nsetByte 0 255\n");
    });
  }

  @Test
  void aLongRecordingIsCutAndSaysSo() {
    MemoryRecording recording = new MemoryRecording(64);
    for (int i = 0; i < MemoryRecording.MAX_OPERATIONS + 5; i++) {
      recording.add(MemoryOperation.Kind.NEW_CHILD);
    }
    MemoryProgram program = recording.program();
    assertThat(program.operations()).hasSize(MemoryRecording.MAX_OPERATIONS);
    assertThat(program.leftOut()).isEqualTo(5);
    assertThat(program.text()).contains("# 5 further operations were not kept.\n");
  }

  @Test
  void allMemoriesComeToTheSame() {
    Bench bench = Bench.arena().put(Bench.CONTRACT, BUSY).put(Bench.OTHER, "PUSH1 01 PUSH0 SSTORE", Map.of());
    TransactionResult arena = run(Vm.builder(Schedule.CANCUN).memory(MemoryMode.ARENA).build(), bench);
    for (MemoryMode memory : MemoryMode.values()) {
      TransactionResult result = run(Vm.builder(Schedule.CANCUN).memory(memory).build(), bench);
      assertThat(result).usingRecursiveComparison().ignoringFields("memory").isEqualTo(arena);
    }
  }
}
