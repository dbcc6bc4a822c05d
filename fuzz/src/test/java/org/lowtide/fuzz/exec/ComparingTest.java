package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.planted.Pools;
import org.lowtide.memory.ArenaMemoryProvider;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryProvider;

/**
 * What differs between runs of one program is told by the first call that shows it, with what each run did; where it is
 * the bytes of the blocks, that is told apart from what differs anyway.
 */
final class ComparingTest {

  private static final MemoryProvider ARENA = new ArenaMemoryProvider();

  /**
   * Each row: the passes, which openings lie (in order, of the first run, the second, and so on; {@code 0xNN} for those
   * over blocks full of that byte), in what, a program, and what is found.
   */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "TWICE | 1 2 | size other | setByte 0 1; size | nothing",
      "TWICE | 2 | size other | setByte 0 1; size | 1 NONDETERMINISM M14 size innermost the-same "
          + "other-on-second-run <1, as on the first run> <2 on the second run>",
      "TWICE | 1 | size other | setByte 0 1; size | 1 NONDETERMINISM M14 size innermost the-same "
          + "other-on-second-run <2, as on the first run> <1 on the second run>",
      "TWICE | 2 | getWord other | resize 40; getWord 3; size | 1 NONDETERMINISM M14 getWord innermost the-same "
          + "other-on-second-run <32 bytes 0000000000000000000000000000000000000000000000000000000000000000, as on "
          + "the first run> <33 bytes 000000000000000000000000000000000000000000000000000000000000000000 on the "
          + "second run>",
      "TWICE | 2 | getByte fails | resize 40; getByte 3; size | 1 NONDETERMINISM M14 getByte innermost the-same "
          + "other-on-second-run <0x00, as on the first run> <CRASH on the second run>",
      "TWICE | 2 | sharedCapacity other | resize 40; size | 0 NONDETERMINISM M14 resize innermost the-same "
          + "other-on-second-run <sharedCapacity 1024 after it, as on the first run> <sharedCapacity 1025 after it "
          + "on the second run>",
      "TWICE | 2 | setByte 1 0 read 0 | setByte 0 1; size | 0 NONDETERMINISM M14 read innermost the-same "
          + "other-on-second-run <nothing wrong, as on the first run> <DIVERGENCE (0xfe) on the second run>",
      "TWICE | 1 | setByte 1 0 read 0 | setByte 0 1; size | 0 NONDETERMINISM M14 read innermost the-same "
          + "other-on-second-run <DIVERGENCE (0xfe), as on the first run> <nothing wrong on the second run>",
      "TWICE | 2 | setByte 1 0 byte 0 | setByte 0 1; size | 1 NONDETERMINISM M14 size innermost the-same "
          + "other-on-second-run <1, as on the first run> <nothing more on the second run>",
      "TWICE | 1 | setByte 1 0 byte 0 | setByte 0 1; size | 1 NONDETERMINISM M14 size innermost the-same "
          + "other-on-second-run <nothing more, as on the first run> <1 on the second run>",
      "TWICE | 2 | limit other | size | -1 NONDETERMINISM M14 limit innermost the-same other-on-second-run "
          + "<nothing wrong, as on the first run> <LIMIT (65537) on the second run>",
      "TWICE | 2 | close skips | size | 1 NONDETERMINISM M14 close innermost the-same other-on-second-run "
          + "<sharedCapacity -1 after it, as on the first run> <sharedCapacity 0 after it on the second run>",
      "POISON | 1 | size other | size | 0 NONDETERMINISM M14 size innermost the-same other-on-second-run <1, as on "
          + "the first run> <0 on the second run>",
      "POISON | 0x00 | size other | setByte 0 1; size | 1 DIRTY_READ M7 size innermost the-same-over-any-bytes "
          + "other-over-other-bytes <1, as over blocks full of 0xa5> <2 over blocks full of 0x00>",
      "POISON | 0x01 | size other | setByte 0 1; size | 1 DIRTY_READ M7 size innermost the-same-over-any-bytes "
          + "other-over-other-bytes <1, as over blocks full of 0xa5> <2 over blocks full of 0x01>",
      "POISON | 0xff | size other | setByte 0 1; size | 1 DIRTY_READ M7 size innermost the-same-over-any-bytes "
          + "other-over-other-bytes <1, as over blocks full of 0xa5> <2 over blocks full of 0xff>",
      "POISON | 0x5a | size other | setByte 0 1; size | 1 DIRTY_READ M7 size innermost the-same-over-any-bytes "
          + "other-over-other-bytes <1, as over blocks full of 0xa5> <2 over blocks full of 0x5a>",
      "POISON | 0xa5 | size other | setByte 0 1; size | 1 DIRTY_READ M7 size innermost the-same-over-any-bytes "
          + "other-over-other-bytes <2, as over blocks full of 0xa5> <1 over blocks full of 0x00>",
      "POISON | 0x77 | size other | setByte 0 1; size | nothing",
      "POISON | 0x00 0x01 0xff 0x5a | size other | setByte 0 1; size | 1 DIRTY_READ M7 size innermost "
          + "the-same-over-any-bytes other-over-other-bytes <1, as over blocks full of 0xa5> <2 over blocks full of "
          + "0x00>",
      "POISON | 2 3 | size other | setByte 0 1; size | 1 NONDETERMINISM M14 size innermost the-same "
          + "other-on-second-run <1, as on the first run> <2 on the second run>",
      "POISON | 6 | size other | setByte 0 1; size | nothing",
      "POISON | 0x01 | sharedCapacity other | resize 40; size | 0 DIRTY_READ M7 resize innermost "
          + "the-same-over-any-bytes other-over-other-bytes <sharedCapacity 1024 after it, as over blocks full of "
          + "0xa5> <sharedCapacity 1025 after it over blocks full of 0x01>",
      "POISON | 0x01 | setByte 1 0 read 0 | setByte 0 1; size | 0 DIRTY_READ M7 read innermost "
          + "the-same-over-any-bytes other-over-other-bytes <nothing wrong, as over blocks full of 0xa5> <DIVERGENCE "
          + "(0xfe) over blocks full of 0x01>",
      "POISON | 0xa5 | resize 1 0 byte 5 | resize 10; size | nothing",
      "TWICE POISON | 0x01 | size other | setByte 0 1; size | 1 DIRTY_READ M7 size innermost "
          + "the-same-over-any-bytes other-over-other-bytes <1, as over blocks full of 0xa5> <2 over blocks full of "
          + "0x01>",
      "TWICE POISON | 2 | size other | setByte 0 1; size | 1 NONDETERMINISM M14 size innermost the-same "
          + "other-on-second-run <1, as on the first run> <2 on the second run>",
      "FAULTS | 2 | size other | setByte 0 1; size | nothing"})
  void tellsWhatDiffers(String passes, String when, String lie, String operations, String expected)
      throws ProgramFormatException {
    assertThat(found(passes, when, lie, operations)).isEqualTo(expected.equals("nothing") ? "" : expected);
  }

  private static String found(String passes, String when, String lie, String operations) throws ProgramFormatException {
    Set<Pass> made = EnumSet.noneOf(Pass.class);
    for (String pass : passes.split(" ", -1)) {
      made.add(Pass.valueOf(pass));
    }
    Executor executor =
        new Executor(List.of(Subject.of(ARENA), Subject.of(new Sometimes(when, lie))), HeapAllocator::new,
            Bounds.FUZZING);
    List<Finding> findings = new Comparing(executor, made)
        .compare(ProgramText.parse("lowtide program 1\npoison 0xa5\n" + operations.replace("; ", "\n")));
    assertThat(findings).extracting(Finding::subject).allMatch("sometimes"::equals);
    return FoundText.of(new Verdict(findings, 0, 0));
  }

  /** Each row: the pass, which openings of a pool do otherwise, and what is found. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "TWICE | refuses 3 | 0 NONDETERMINISM A15 allocate pool the-same other-on-second-run <returns, as on the first "
          + "run> <ILLEGAL_STATE on the second run>",
      "TWICE | keeps 2 | -1 NONDETERMINISM A15 open pool the-same other-on-second-run <8 live bytes after it, as on "
          + "the first run> <0 live bytes after it on the second run>",
      "TWICE | 0 | nothing",
      "TWICE | 2 | -1 NONDETERMINISM A15 open pool the-same other-on-second-run <2 allocations up to it, as on the "
          + "first run> <1 allocations up to it on the second run>",
      "TWICE | 3 | -1 NONDETERMINISM A15 open pool the-same other-on-second-run <1 allocations up to it, as on the "
          + "first run> <2 allocations up to it on the second run>",
      "POISON | 2 | -1 NONDETERMINISM A15 open pool the-same other-on-second-run <2 allocations up to it, as on "
          + "the first run> <1 allocations up to it on the second run>",
      "POISON | 0x00 | -1 DIRTY_READ A4 open pool the-same-over-any-bytes other-over-other-bytes <1 allocations up "
          + "to it, as over blocks full of 0xa5> <2 allocations up to it over blocks full of 0x00>",
      "POISON | 0x5a | -1 DIRTY_READ A4 open pool the-same-over-any-bytes other-over-other-bytes <1 allocations up "
          + "to it, as over blocks full of 0xa5> <2 allocations up to it over blocks full of 0x5a>",
      "POISON | 0xa5 | -1 DIRTY_READ A4 open pool the-same-over-any-bytes other-over-other-bytes <2 allocations up "
          + "to it, as over blocks full of 0xa5> <1 allocations up to it over blocks full of 0x00>"})
  void aPoolIsHeldToItsOwnRules(String pass, String when, String expected) throws ProgramFormatException {
    assertThat(foundOfPool(pass, when)).isEqualTo(expected.equals("nothing") ? "" : expected);
  }

  private static String foundOfPool(String pass, String when) throws ProgramFormatException {
    int[] opened = new int[1];
    Subject pool = Subject.of(Pools.of("counting", (upstream, limit) -> {
      opened[0]++;
      if (when.equals(poison(upstream)) || when.equals(Integer.toString(opened[0]))) {
        upstream.allocate(8).close();
      } else if (when.equals("keeps " + opened[0])) {
        upstream.allocate(8);
      } else if (when.equals("refuses " + opened[0])) {
        return new OddPool("allocate", 1, "refused").open(upstream, limit);
      }
      return Pools.recycling().open(upstream, limit);
    }));
    Executor executor = new Executor(List.of(pool), HeapAllocator::new, Bounds.FUZZING);
    return FoundText.of(new Comparing(executor, Set.of(Pass.valueOf(pass))).run(
        ProgramText.parse("lowtide program 1\ntarget allocator\nallocate 1\n")));
  }

  private static String poison(Allocator allocator) {
    try (Block block = allocator.allocate(1)) {
      return String.format("0x%02x", block.segment().get(ValueLayout.JAVA_BYTE, 0));
    }
  }

  @Test
  void runsOnceFirstAndOnlyTheSubjectThatIsNamed() throws ProgramFormatException {
    Executor executor =
        new Executor(List.of(Subject.of(ARENA), Subject.of(new Sometimes("2", "size other"))), HeapAllocator::new,
            new Bounds(2, 4096));
    Comparing comparing = new Comparing(executor, Set.of());
    assertThat(comparing.bounds()).isEqualTo(new Bounds(2, 4096));
    Verdict verdict = comparing.run(ProgramText.parse("lowtide program 1\nsize\nsize\nsize\n"));
    assertThat(verdict).isEqualTo(new Verdict(List.of(), 2, 1));
    assertThat(comparing.only("arena").bounds()).isEqualTo(new Bounds(2, 4096));
    assertThat(comparing.only("sometimes").run(ProgramText.parse("lowtide program 1\nsize\n")).findings())
        .extracting(Finding::kind).containsOnly(FindingKind.DIVERGENCE);
  }

  /** Lies where it is opened for a time that is named, or over blocks full of a byte that is. */
  private static final class Sometimes implements MemoryProvider {

    private final Set<String> when;
    private final MemoryProvider lying;
    private int opened;

    Sometimes(String when, String lie) {
      this.when = Set.of(when.split(" ", -1));
      String[] words = lie.split(" ", 6);
      this.lying = words.length == 2
          ? new LyingMemory(words[0], words[1])
          : new ChangedMemory(
              ARENA, words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2]), words[3],
              Integer.parseInt(words[4]));
    }

    @Override
    public String name() {
      return "sometimes";
    }

    @Override
    public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
      opened++;
      boolean lies = when.contains(poison(allocator)) || when.contains(Integer.toString(opened));
      return (lies ? lying : ARENA).open(allocator, initialCapacityBytes, limitBytes);
    }
  }
}
