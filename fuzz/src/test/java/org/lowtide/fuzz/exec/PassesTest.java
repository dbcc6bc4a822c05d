package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.op.Operation.ArmFailure;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.RandomPrograms;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.planted.HiddenMemory;
import org.lowtide.fuzz.planted.Pools;
import org.lowtide.fuzz.repro.ReproduceLine;
import org.lowtide.fuzz.repro.Reproduction;
import org.lowtide.fuzz.shrink.Shrinker;
import org.lowtide.fuzz.shrink.Shrunk;
import org.lowtide.memory.ArenaMemoryProvider;

/** Every further pass finds what it is for, and one run does not. */
final class PassesTest {

  private static final Subject ARENA = Subject.of(new ArenaMemoryProvider());
  private static final Set<Pass> BOTH = EnumSet.of(Pass.POISON, Pass.TWICE);

  @ParameterizedTest
  @EnumSource
  void aPassFindsWhatIsHiddenFromOneRun(HiddenMemory hidden) {
    Program program = program(hidden.operations);
    Executor executor = executor(Subject.of(hidden));
    assertThat(executor.run(program).findings()).isEmpty();
    boolean differsAnyway = hidden.pass == Pass.TWICE; // which runs over other bytes show too, and say so
    Set<Pass> others =
        differsAnyway ? EnumSet.of(Pass.FAULTS) : EnumSet.complementOf(EnumSet.of(hidden.pass));
    assertThat(shownBy(others, executor, program)).isEmpty();
    List<Finding> shown = shownBy(EnumSet.of(hidden.pass), executor, program);
    assertThat(shown).anySatisfy(finding -> {
      assertThat(finding.kind()).isEqualTo(hidden.kind);
      assertThat(finding.rule()).isEqualTo(hidden.rule);
    });
    String line = ReproduceLine.DEFAULT.text("x", shown.getFirst());
    assertThat(line.endsWith(hidden.pass.option())).as(line).isEqualTo(hidden.pass != Pass.FAULTS);
  }

  private static List<Finding> shownBy(Set<Pass> passes, Executor executor, Program program) {
    List<Finding> shown = new ArrayList<>(new Comparing(executor, passes).compare(program));
    if (passes.contains(Pass.FAULTS)) {
      for (Program fault : new FaultPrograms(executor, 10).of(program)) {
        shown.addAll(executor.run(fault).findings());
      }
    }
    return shown;
  }

  @ParameterizedTest
  @EnumSource(names = {"COUNTS_MEMORIES", "READS_A_HINT", "READS_A_FLAG"})
  void whatOnlyComparingShowsCanBeShrunk(HiddenMemory hidden) {
    Comparing comparing = new Comparing(executor(Subject.of(hidden)), BOTH);
    Program program = program(hidden.operations + "newChild\nsetByte 0 0x01\nsetByte 9 0x01\n" + hidden.operations);
    Finding finding = comparing.run(program).findings().getFirst();
    Optional<Shrunk> shrunk = new Shrinker(comparing).shrink(program, finding.fingerprint());
    assertThat(shrunk).hasValueSatisfying(
        small -> assertThat(small.program().operations()).hasSizeLessThanOrEqualTo(1));
  }

  @Test
  void theReproducerRunsTwiceAndOverOtherBytes() {
    for (HiddenMemory hidden : List.of(HiddenMemory.COUNTS_MEMORIES, HiddenMemory.READS_A_FLAG)) {
      assertThat(Reproduction.of("lowtide program 1\n" + hidden.operations).on(hidden).run().findings())
          .extracting(Finding::kind).containsExactly(hidden.kind);
    }
  }

  @Test
  void theArenaIsTheSameTwiceOverAnyBytesAndWithoutMemory() {
    Executor executor = executor(ARENA);
    RandomPrograms programs = new RandomPrograms(3);
    for (int i = 0; i < 60; i++) {
      Program program = programs.at(i);
      assertThat(new Comparing(executor, BOTH).run(program).findings()).as("program %d", i).isEmpty();
      for (Program fault : new FaultPrograms(executor, 4).of(program)) {
        assertThat(executor.run(fault).findings()).as("program %d", i).isEmpty();
      }
    }
  }

  @Test
  void aPoolWithoutAFaultIsTheSameTwiceOverAnyBytesAndWithoutMemory() {
    Executor executor =
        new Executor(List.of(Subject.of(Pools.recycling())), NativeAllocator::new, Bounds.FUZZING);
    RandomPrograms programs = new RandomPrograms(Target.ALLOCATOR, 3);
    for (int i = 0; i < 20; i++) {
      Program program = programs.at(i);
      assertThat(new Comparing(executor, BOTH).run(program).findings()).as("program %d", i).isEmpty();
      for (Program fault : new FaultPrograms(executor, 4).of(program)) {
        assertThat(executor.run(fault).findings()).as("program %d", i).isEmpty();
      }
    }
  }

  @Test
  void eachAllocationIsFailedOnceAndForEver() {
    List<Program> faults = new FaultPrograms(executor(ARENA), 10).of(program("setByte 0 0x01\nsize\nresize 5000\n"));
    assertThat(faults).extracting(each -> ProgramText.format(each).lines().skip(4).toList()).containsExactly(
        List.of("armFailure 1 once", "setByte 0 0x01", "setByte 0 0x01", "size", "resize 5000"),
        List.of("armFailure 1 forever", "setByte 0 0x01", "size", "resize 5000"),
        List.of("setByte 0 0x01", "size", "armFailure 1 once", "resize 5000", "resize 5000"),
        List.of("setByte 0 0x01", "size", "armFailure 1 forever", "resize 5000"));
  }

  /** What is armed before opening stays there, and counts the allocations of opening too. */
  @Test
  void whatIsArmedAlreadyComesFirst() {
    List<Program> faults =
        new FaultPrograms(executor(ARENA), 10).of(program("capacity 64\narmFailure 8 once\nsetByte 100 0x01\n"));
    assertThat(faults).extracting(each -> ProgramText.format(each).lines().skip(4).toList()).containsExactly(
        List.of("armFailure 8 once", "armFailure 1 once", "setByte 100 0x01"),
        List.of("armFailure 8 once", "armFailure 1 forever", "setByte 100 0x01"),
        List.of("armFailure 8 once", "armFailure 2 once", "setByte 100 0x01", "setByte 100 0x01"),
        List.of("armFailure 8 once", "armFailure 2 forever", "setByte 100 0x01"));
  }

  @Test
  void anAllocationOfOpeningIsFailedBeforeIt() {
    Program program = program("capacity 64\nsetByte 100 0x01\n");
    List<Program> faults = new FaultPrograms(executor(ARENA), 10).of(program);
    assertThat(faults).extracting(each -> each.operations().getFirst()).containsExactly(
        new ArmFailure(1, false), new ArmFailure(1, true), new ArmFailure(2, false), new ArmFailure(2, true));
    assertThat(new FaultPrograms(executor(ARENA), 1).of(program)).hasSize(2);
  }

  private static Executor executor(Subject subject) {
    return new Executor(List.of(subject), HeapAllocator::new, Bounds.FUZZING);
  }

  private static Program program(String operations) {
    try {
      return ProgramText.parse("lowtide program 1\n" + operations);
    } catch (ProgramFormatException e) {
      throw new AssertionError(e);
    }
  }
}
