package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.RandomPrograms;
import org.lowtide.fuzz.planted.PlantedMemory;
import org.lowtide.fuzz.planted.PlantedPool;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.memory.ArenaMemoryProvider;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryProvider;

final class ExecutorTest {

  private static final RandomPrograms PROGRAMS = new RandomPrograms(1);

  private static final Subject ARENA = Subject.of(new ArenaMemoryProvider());

  @Test
  void aLeakNamesThePlaceThatAllocated() {
    Finding leak = run(PlantedMemory.LEAKS_ON_EVERY_THIRD_REVERT, """
        newChild
        revertChild
        newChild
        revertChild
        newChild
        revertChild
        """).findings().getFirst();
    assertThat(leak.kind()).isEqualTo(FindingKind.LEAK);
    assertThat(leak.operationIndex()).isEqualTo(6);
    LeakReport report = leak.leak();
    assertThat(report).isNotNull();
    assertThat(report.liveBytes()).isEqualTo(16);
    assertThat(report.sites().getFirst().place()).contains("LeakingRevert.leak");
    assertThat(leak.signature().site()).isEqualTo(report.sites().getFirst().fingerprint());
  }

  @Test
  void aDeviationInStateRetiresTheSubject() {
    Verdict verdict = run(PlantedMemory.COMMIT_FORGETS_SIZE, """
        newChild
        setByte 0 0x01
        commitChild
        newChild
        setByte 0 0x01
        commitChild
        getByte 0
        """);
    assertThat(verdict.findings()).hasSize(1);
    assertThat(verdict.findings().getFirst().operationIndex()).isEqualTo(2);
    assertThat(verdict.operations()).isEqualTo(3);
    assertThat(verdict.cut()).as("not for a bound").isZero();
  }

  @Test
  void aRetiredSubjectIsClosedAllTheSame() {
    List<String> called = new ArrayList<>();
    Verdict verdict = run(watched("watched", PlantedMemory.COMMIT_FORGETS_SIZE, called::add), """
        newChild
        setByte 0 0x01
        commitChild
        """);
    assertThat(verdict.findings()).hasSize(1);
    assertThat(called).containsOnlyOnce("close");
  }

  /** Who keeps the array that was handed in, instead of its bytes, shows what the caller does with it later. */
  @Test
  void anArrayThatIsKeptIsFound() {
    byte[][] kept = new byte[1][];
    Subject keeping = Subject.of(new MemoryProvider() {
      @Override
      public String name() {
        return "keeping";
      }

      @Override
      public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
        Memory root = new ArenaMemoryProvider().open(allocator, initialCapacityBytes, limitBytes);
        return (Memory) Proxy.newProxyInstance(Memory.class.getClassLoader(), new Class<?>[] {Memory.class},
            (_, method, arguments) -> {
              if (method.getName().equals("setData")) {
                kept[0] = (byte[]) arguments[1];
              } else if (method.getName().equals("read") && kept[0] != null) {
                root.setData(0, kept[0]);
              }
              return method.invoke(root, arguments);
            });
      }
    });
    assertThat(FoundText.of(run(keeping, "setData 0 hex(0102)\n"))).isEqualTo("0 DIVERGENCE M8 setData innermost bytes "
        + "other-bytes <0x01 at offset 0 of the innermost context> <0xdb>");
  }

  /** Fresh ones of the byte that the program names, but never of zeros; given back ones of another. */
  @Test
  void blocksAreFullOfAByte() {
    List<Byte> seen = new ArrayList<>();
    Subject reading = watched("reading", new MemoryProvider() {
      @Override
      public String name() {
        return "reading";
      }

      @Override
      public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
        Block block = allocator.allocate(8);
        MemorySegment segment = block.segment();
        seen.add(segment.get(ValueLayout.JAVA_BYTE, 7));
        block.close();
        seen.add(segment.get(ValueLayout.JAVA_BYTE, 7));
        return new ArenaMemoryProvider().open(allocator, initialCapacityBytes, limitBytes);
      }
    }, _ -> {});
    run(reading, "poison 0x11\nsize\n");
    run(reading, "poison 0x00\nsize\n");
    assertThat(seen).containsExactly((byte) 0x11, (byte) 0x2D, (byte) 0xA5, (byte) 0x99);
  }

  @Test
  void aDeviationThatIsOnlyObservedIsMaskedAndTheProgramGoesOn() {
    Verdict verdict = run(PlantedMemory.THROWS_INDEX_OUT_OF_BOUNDS, """
        getByte -1
        getByte -2
        size
        """);
    assertThat(verdict.findings()).extracting(Finding::kind).containsExactly(FindingKind.CRASH);
    assertThat(verdict.operations()).isEqualTo(3);
  }

  @Test
  void anArmedFailureMayEndInOutOfMemoryOrInSuccess() {
    assertThat(run(ARENA, "armFailure 1 forever\nsetByte 0 0x01\ngetByte 0\nrevertChild\nclose\n").findings())
        .isEmpty();
    assertThat(run(ARENA, "setByte 0 0x01\narmFailure 1 forever\nsetByte 1 0x01\ngetByte 1\n").findings()).isEmpty();
    assertThat(run(ARENA, "armFailure 1 once\nsetByte 0 0x01\nsetByte 0 0x01\ngetByte 0\n").findings()).isEmpty();
  }

  @Test
  void whatLiesBeyondTheBoundsIsCutAndCounted() {
    Bounds bounds = new Bounds(3, 4096);
    Executor executor = new Executor(List.of(ARENA), HeapAllocator::new, bounds);
    Verdict byOperations = executor.run(program("size\nsize\nsize\nsize\nsize\n"));
    assertThat(byOperations.operations()).isEqualTo(3);
    assertThat(byOperations.cut()).isEqualTo(2);
    assertThat(executor.run(program("size\nsize\nsize\n")).cut()).isZero();
    assertThat(executor.run(program("size\nsize\nsize\nsize\n")).cut()).isEqualTo(1);
    assertThat(executor.run(program("close\nsize\n"))).isEqualTo(new Verdict(List.of(), 2, 0));
    Verdict byBytes = executor.run(program("resize 4000\nresize 0\nresize 4000\n"));
    assertThat(byBytes.cut()).isPositive().isEqualTo(3 - byBytes.operations());
  }

  @Test
  void onlyRunsTheSubjectThatIsNamed() {
    Executor both = new Executor(List.of(ARENA, Subject.of(PlantedMemory.COMMIT_FORGETS_SIZE)), HeapAllocator::new,
        Bounds.FUZZING);
    assertThat(both.only("arena").subjects()).containsExactly(ARENA);
    assertThatIllegalArgumentException().isThrownBy(() -> both.only("nobody"))
        .withMessage("subject must be one of [arena, COMMIT_FORGETS_SIZE], was nobody");
  }

  /** A watchdog and the report of a hang go by it. */
  @Test
  void saysWhereItIs() {
    Progress progress = new Progress();
    Set<String> seen = new LinkedHashSet<>();
    Program program = program("armFailure 8 once\nnewChild\nsetByte 0 0x01\n");
    Consumer<String> where =
        _ -> seen.add(progress.subject() + " " + progress.index() + " " + (progress.program() != null));
    MemoryProvider arena = new ArenaMemoryProvider();
    List<Subject> subjects = List.of(watched("a", arena, where), watched("b", arena, where));
    new Executor(subjects, HeapAllocator::new, Bounds.FUZZING, progress).run(program);
    assertThat(seen).containsExactly("a -1 true", "b -1 true", "a 1 true", "b 1 true", "a 2 true", "b 2 true",
        "a 3 true", "b 3 true");
    assertThat(progress.program()).isNull();
    assertThat(progress.begun()).isEqualTo(1);
    seen.clear();
    SteppedRun run =
        SteppedRun.begin(subjects.getFirst(), program, Bounds.FUZZING, new HeapAllocator(), progress);
    assertThat(progress.program()).isSameAs(program);
    run.step(program.operations().getLast());
    run.finish();
    assertThat(seen).containsExactly("a -1 true", "a 1 true", "a 2 true", "a 3 true", "a 4 true");
    assertThat(progress.program()).isNull();
  }

  /** Tells of opening and of each call on the root before it is made. */
  private static Subject watched(String name, MemoryProvider over, Consumer<String> called) {
    return Subject.of(new MemoryProvider() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
        called.accept("open");
        Memory root = over.open(allocator, initialCapacityBytes, limitBytes);
        return (Memory) Proxy.newProxyInstance(Memory.class.getClassLoader(), new Class<?>[] {Memory.class},
            (_, method, arguments) -> {
              called.accept(method.getName());
              try {
                return method.invoke(root, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
      }
    });
  }

  /** What a subject leaves behind must not pile up, off the heap least of all. */
  @Test
  void nothingStaysAllocatedAfterARun() {
    List<Subject> subjects = new ArrayList<>();
    Arrays.stream(PlantedMemory.values()).map(Subject::of).forEach(subjects::add);
    Arrays.stream(PlantedPool.values()).map(Subject::of).forEach(subjects::add);
    for (Subject subject : subjects) {
      RandomPrograms programs = new RandomPrograms(subject.target(), 1);
      TrackingAllocator base = TrackingAllocator.builder(new HeapAllocator()).build();
      Executor executor = new Executor(List.of(subject), () -> base, Bounds.FUZZING);
      for (int seed = 0; seed < 10; seed++) {
        executor.run(programs.at(seed));
        assertThat(base.liveBlocks()).as("%s, seed %d", subject.name(), seed).isZero();
      }
    }
    TrackingAllocator base = TrackingAllocator.builder(new HeapAllocator()).build();
    Subject leaking = Subject.of(PlantedMemory.LEAKS_ON_EVERY_THIRD_REVERT);
    Program leak = program("newChild\nrevertChild\n".repeat(3));
    assertThat(new Executor(List.of(leaking), () -> base, Bounds.FUZZING).run(leak).findings()).hasSize(1);
    assertThat(base.liveBlocks()).isZero();
  }

  @Test
  void everyPlantedFaultIsTheSameTwiceAndOnBothAllocators() {
    for (PlantedMemory planted : PlantedMemory.values()) {
      for (int seed = 0; seed < 40; seed++) {
        Program program = PROGRAMS.at(seed);
        List<String> onHeap = fingerprints(planted, HeapAllocator::new, program);
        assertThat(fingerprints(planted, HeapAllocator::new, program)).as("seed %d", seed).isEqualTo(onHeap);
        assertThat(fingerprints(planted, NativeAllocator::new, program)).as("seed %d", seed).isEqualTo(onHeap);
      }
    }
  }

  private static List<String> fingerprints(
      PlantedMemory planted, Supplier<? extends Allocator> allocators, Program program) {
    Executor executor = new Executor(List.of(Subject.of(planted)), allocators, Bounds.FUZZING);
    return executor.run(program).findings().stream().map(Finding::fingerprint).toList();
  }

  private static Verdict run(PlantedMemory planted, String operations) {
    return run(Subject.of(planted), operations);
  }

  private static Verdict run(Subject subject, String operations) {
    return new Executor(List.of(subject), HeapAllocator::new, Bounds.FUZZING).run(program(operations));
  }

  private static Program program(String operations) {
    try {
      return ProgramText.parse("lowtide program 1\n" + operations);
    } catch (ProgramFormatException e) {
      throw new AssertionError(e);
    }
  }
}
