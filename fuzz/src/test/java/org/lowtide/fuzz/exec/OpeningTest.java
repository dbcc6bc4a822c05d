package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.memory.ArenaMemoryProvider;
import org.lowtide.memory.LegacyMemoryProvider;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryProvider;

/** What opens otherwise than it should, or holds more than it may, is found before anything is done with it. */
final class OpeningTest {

  /** Each row: how it is opened, a program, and what is found. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "null | size | -1 CRASH M8 open innermost OK CRASH <open returns> <fails>",
      "fails | size | -1 CRASH M8 open innermost OK CRASH <open returns> <throws UnsupportedOperationException: "
          + "planted>",
      "npe | size | -1 CRASH M8 open innermost OK NULL_ARGUMENT <open returns> <is refused with "
          + "NullPointerException>",
      "OUT_OF_MEMORY | size | -1 DIVERGENCE M8 open innermost OK OUT_OF_MEMORY <open returns> <is refused with "
          + "OUT_OF_MEMORY>",
      "INVALID_SIZE | size | -1 DIVERGENCE M8 open innermost OK INVALID_SIZE <open returns> <is refused with "
          + "INVALID_SIZE>",
      "accepts | capacity -1; size | -1 DIVERGENCE M8 open innermost ILLEGAL_ARGUMENT OK <open is refused with "
          + "IllegalArgumentException> <returns MemoryV2[depth=0, size=0]>",
      "accepts | capacity 10; limit 5; size | -1 DIVERGENCE M8 open innermost ILLEGAL_ARGUMENT OK <open is refused "
          + "with IllegalArgumentException> <returns MemoryV2[depth=0, size=0]>",
      "right | capacity -1; size | nothing",
      "right | limit -1; size | nothing",
      "fails | limit -1; size | -1 CRASH M8 open innermost ILLEGAL_ARGUMENT CRASH <open is refused with "
          + "IllegalArgumentException> <throws UnsupportedOperationException: planted>",
      "right | capacity 64; armFailure 1 once; size | nothing",
      "right | capacity 64; armFailure 1 forever; setByte 100 1 | nothing",
      "right | capacity 5000000; limit 9000000; size | nothing",
      "right | capacity 5000000; limit 9000000; armFailure 1 once; size | nothing",
      "OUT_OF_MEMORY | capacity 64; armFailure 1 once; size | -1 DIVERGENCE M8 open innermost OK OUT_OF_MEMORY "
          + "<open returns> <is refused with OUT_OF_MEMORY>",
      "uncaused | capacity 64; armFailure 1 once; size | -1 DIVERGENCE M12 open innermost OUT_OF_MEMORY no-cause "
          + "<is refused with OUT_OF_MEMORY, the allocator's exception as its cause> <cause null>",
      "uncaused | capacity 64; size | nothing",
      "loses | capacity 64; armFailure 2 once; size | -1 LEAK M13 open innermost nothing-live live <nothing live "
          + "after close> <16 bytes live in 1 block after open failed>",
      "loses | capacity -1; size | -1 LEAK M13 open innermost nothing-live live <nothing live after close> <16 "
          + "bytes live in 1 block after open was refused>",
      "hoards 65536 | size | 1 LEAK M13 close innermost nothing-live live <nothing live after close> <65536 bytes "
          + "live in 1 block after close>",
      "hoards 65537 | size | -1 LEAK M13 live innermost within-bound above <0 to 65536 live bytes> <65537 live "
          + "bytes>; 1 LEAK M13 close innermost nothing-live live <nothing live after close> <65537 bytes live in 1 "
          + "block after close>",
      "hoards 65536 | capacity 64; setByte 0 1 | 1 LEAK M13 close innermost nothing-live live <nothing live after "
          + "close> <65536 bytes live in 1 block after close>",
      "hoards 65537 | capacity 64; setByte 0 1 | -1 LEAK M13 live innermost within-bound above <0 to 65600 live "
          + "bytes> <65601 live bytes>; 1 LEAK M13 close innermost nothing-live live <nothing live after close> "
          + "<65537 bytes live in 1 block after close>",
      "elsewhere | setByte 0 1 | 0 DIVERGENCE M13 live innermost within-bound below <1 to 65538 live bytes> <0 "
          + "live bytes>",
      "legacy | size | nothing",
      "legacy | copyHandle; setByte 0 1 | 2 LEAK M13 close innermost nothing-live live <nothing live after close> "
          + "<1 byte live in 1 block after close>",
      "legacy | capacity 64; reopenUnfinalized | 1 LEAK M13 close innermost nothing-live live <nothing live after "
          + "close> <64 bytes live in 1 block after close>",
      "legacy | capacity 64; newChild; revertChild; reopenUnfinalized | nothing",
      "legacy | capacity 64; setLimit 5; reopenUnfinalized | nothing",
      "legacy | capacity 64; size; armFailure 1 once; reopenUnfinalized | nothing",
      "legacy | capacity 2097199; limit 4194304; reopenUnfinalized | nothing",
      "right | copyHandle; setByte 0 1 | nothing",
      "right | capacity 64; reopenUnfinalized; setByte 0 1 | nothing"})
  void isFound(String how, String operations, String expected) throws ProgramFormatException {
    assertThat(found(how, operations)).isEqualTo(expected.equals("nothing") ? "" : expected);
  }

  private static String found(String how, String operations) throws ProgramFormatException {
    MemoryProvider provider = how.equals("legacy") ? new LegacyMemoryProvider() : new Opening(how);
    return FoundText.of(new Executor(List.of(Subject.of(provider)), HeapAllocator::new, Bounds.FUZZING)
        .run(ProgramText.parse("lowtide program 1\n" + operations.replace("; ", "\n"))));
  }

  /**
   * Opens the arena somehow.
   *
   * @param how {@code right}; {@code null}; {@code fails}; {@code npe}; {@code accepts} what is to be refused; {@code
   *     uncaused} where it runs out of memory; {@code loses} a block where it does; takes all {@code elsewhere}; with
   *     the number of bytes that it {@code hoards}; or refused by the kind of that name
   */
  private record Opening(String how) implements MemoryProvider {

    private static final MemoryProvider ARENA = new ArenaMemoryProvider();

    @Override
    public String name() {
      return "opening";
    }

    @Override
    @SuppressWarnings("NullAway") // nothing is what a provider of someone else may well give
    public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
      String[] words = how.split(" ", 2);
      return switch (words[0]) {
        case "right" -> ARENA.open(allocator, initialCapacityBytes, limitBytes);
        case "null" -> null;
        case "fails" -> throw new UnsupportedOperationException("planted");
        case "npe" -> throw new NullPointerException("planted");
        case "accepts" -> ARENA.open(allocator, Math.max(0, initialCapacityBytes), Long.MAX_VALUE);
        case "uncaused" -> uncaused(allocator, initialCapacityBytes, limitBytes);
        case "elsewhere" -> ARENA.open(new HeapAllocator(), initialCapacityBytes, limitBytes);
        case "loses" -> {
          allocator.allocate(16);
          yield ARENA.open(allocator, initialCapacityBytes, limitBytes);
        }
        case "hoards" -> {
          allocator.allocate(Long.parseLong(words[1]));
          yield ARENA.open(allocator, initialCapacityBytes, limitBytes);
        }
        default -> throw new MemoryException(MemoryException.Kind.valueOf(how), "planted");
      };
    }

    private static Memory uncaused(Allocator allocator, long initialCapacityBytes, long limitBytes) {
      try {
        return ARENA.open(allocator, initialCapacityBytes, limitBytes);
      } catch (MemoryException e) {
        throw new MemoryException(e.kind(), "planted");
      }
    }
  }
}
